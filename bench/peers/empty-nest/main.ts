// The frameworks with nothing in them: Nest on Fastify with one answer, socket.io with one message, an SQLite file that is
// open. No setting, key, schema, metric or page: no program on these libraries starts sooner.
import 'reflect-metadata';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import Sqlite from 'better-sqlite3';

const database = new Sqlite((process.env.DATABASE_URL ?? '').slice('sqlite:'.length));
database.pragma('journal_mode = WAL');
database.exec('create table if not exists answers (text text)');

@Controller()
class AnswerController {
  @Get()
  answer(): unknown {
    return database.prepare('select text from answers').all();
  }
}

@WebSocketGateway()
class AnswerGateway {
  @SubscribeMessage('ask')
  answer(): string {
    return 'here';
  }
}

@Module({ controllers: [AnswerController], providers: [AnswerGateway] })
class EmptyModule {}

const app = await NestFactory.create<NestFastifyApplication>(EmptyModule, new FastifyAdapter(), {
  logger: false,
});
app.useWebSocketAdapter(new IoAdapter(app));
await app.listen(0, '127.0.0.1');
process.once('disconnect', () => process.exit());
process.send?.({ type: 'listening', url: await app.getUrl() });
