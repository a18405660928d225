import { Module, type MiddlewareConsumer, type NestModule } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { Database } from 'better-sqlite3';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import { LoggerModule } from 'nestjs-pino';
import { SCHEMA } from '../../floor/sqlite-rows.ts';
import { HourlyCount, SecurityEvent, Session, User } from './entities.ts';
import { HttpMetrics } from './http-metrics.ts';
import { LoginsService } from './logins.service.ts';
import { MetricsController } from './metrics.controller.ts';
import { Metrics } from './metrics.ts';
import { PeopleService } from './people.service.ts';
import { ScenesController } from './scenes.controller.ts';
import { ScenesGateway } from './scenes.gateway.ts';
import { ScenesService } from './scenes.service.ts';
import { DATABASE_URL } from './settings.ts';
import { StatisticsService } from './statistics.service.ts';
import { TokensService } from './tokens.service.ts';
import { TrailService } from './trail.service.ts';
import { WechatService } from './wechat.service.ts';

const ENTITIES = [User, Session, SecurityEvent, HourlyCount];

@Module({
  imports: [
    // One line for each call, and its id in every other; no headers, as they carry tokens.
    LoggerModule.forRoot({
      pinoHttp: {
        genReqId: () => randomUUID(),
        quietReqLogger: true,
        serializers: {
          req: ({ method, url }: IncomingMessage) => ({ method, url }),
          res: ({ statusCode }: ServerResponse) => ({ statusCode }),
        },
      },
    }),
    // Never reached here. The library keeps the time of every call of an address for as long as `ttl`, and looks through
    // them at each: of a minute, one address with the load of a whole site would pay for thousands, which no real limit
    // lets through. Within a second it has as many as a real address has in a minute.
    ThrottlerModule.forRoot([{ ttl: 1_000, limit: 1_000_000_000 }]),
    TypeOrmModule.forRoot({
      type: 'better-sqlite3',
      database: DATABASE_URL.slice('sqlite:'.length),
      enableWAL: true,
      prepareDatabase: (database: Database) => {
        database.pragma('synchronous = NORMAL');
        database.exec(SCHEMA);
      },
      synchronize: false,
      entities: ENTITIES,
    }),
    TypeOrmModule.forFeature(ENTITIES),
  ],
  controllers: [ScenesController, MetricsController],
  providers: [
    LoginsService,
    Metrics,
    PeopleService,
    ScenesGateway,
    ScenesService,
    StatisticsService,
    TokensService,
    TrailService,
    WechatService,
  ],
})
export class AppModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer.apply(HttpMetrics).forRoutes('{*splat}');
  }
}
