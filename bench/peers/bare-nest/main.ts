// Nest on Fastify with one answer, and nothing else: no socket.io, no database, no module of the product's. No program on
// them starts sooner.
import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

@Controller()
class AnswerController {
  @Get()
  answer(): string {
    return 'here';
  }
}

@Module({ controllers: [AnswerController] })
class BareModule {}

const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), {
  logger: false,
});
await app.listen(0, '127.0.0.1');
process.once('disconnect', () => process.exit());
process.send?.({ type: 'listening', url: await app.getUrl() });
