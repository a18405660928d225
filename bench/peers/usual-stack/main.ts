// The usual stack: the duties of the product, each met by what Nest's documentation names for it, as somebody writes it
// who knows these libraries and does not count microseconds. Express, TypeORM, class-validator, jsonwebtoken, fetch,
// socket.io, throttler, helmet, pino and prom-client; WAL, indexes, kept connections and production mode as in the others.
import 'reflect-metadata';
import { ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { IoAdapter } from '@nestjs/platform-socket.io';
import helmet from 'helmet';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Logger } from 'nestjs-pino';
import { AppModule } from './app.module.ts';
import { PUBLIC_URL } from './settings.ts';

const app = await NestFactory.create(AppModule, { bufferLogs: true });
app.useLogger(app.get(Logger));
app.use(helmet());
app.enableCors({ origin: PUBLIC_URL });
app.useGlobalPipes(new ValidationPipe({ whitelist: true, transform: true }));
app.useWebSocketAdapter(new IoAdapter(app));
await app.listen(0, '127.0.0.1');
const server = app.getHttpServer() as Server;
server.keepAliveTimeout = 72_000;
const { port } = server.address() as AddressInfo;
process.once('disconnect', () => process.exit());
process.send?.({ type: 'listening', url: `http://127.0.0.1:${port}` });
