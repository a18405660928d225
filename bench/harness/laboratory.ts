import {
  startPostgres,
  startRedis,
  type TestPostgres,
  type TestRedis,
  madeUpSecret,
} from '@maqiao/test-servers';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Transport } from '../load/waiting-socket.ts';
import { PUBLIC_URL } from '../load/login-attempts.ts';
import { ServerProcess, stopServers } from './server-process.ts';

const HERE = import.meta.dirname;
export const FLOOR = join(HERE, '../floor/main.ts');
const PRODUCT = join(HERE, '../product/main.ts');
const WECHAT = join(HERE, '../stand-ins/wechat.ts');

const APP_ID = 'wx0123456789abcdef';

/** One kind of server that takes the load: what runs, and how it speaks to browsers. */
export interface Contestant {
  readonly name: string;
  readonly script: string;
  readonly transport: Transport;
  readonly environment?: Record<string, string>;
}

export const floor = (): Contestant => ({ name: 'floor', script: FLOOR, transport: 'websocket' });
export const product = (name = 'maqiao'): Contestant => ({
  name,
  script: PRODUCT,
  transport: 'socket.io',
});

/** The stores that several instances share. */
export interface SharedStores {
  redis: TestRedis;
  postgres: TestPostgres;
}

/** The environment of all contestants of a benchmark: a stand-in for WeChat, and separate databases. */
export class Laboratory {
  readonly #folder: string;
  readonly #wechat: ServerProcess;
  #databases = 0;

  private constructor(folder: string, wechat: ServerProcess) {
    this.#folder = folder;
    this.#wechat = wechat;
  }

  /** Opens one, works in it, and leaves nothing running and nothing behind, whatever happens. */
  static async use<T>(
    work: (laboratory: Laboratory) => Promise<T>,
    wechatEnvironment: Record<string, string> = {},
  ): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), 'maqiao-bench-'));
    try {
      const wechat = await ServerProcess.start(WECHAT, wechatEnvironment, { bare: true });
      return await work(new Laboratory(folder, wechat));
    } finally {
      await stopServers();
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** As {@link use}, with a real Redis and a real PostgreSQL. */
  static useShared<T>(work: (laboratory: Laboratory, stores: SharedStores) => Promise<T>): Promise<T> {
    return Laboratory.use(async (laboratory) => {
      const redis = await startRedis();
      try {
        const postgres = await startPostgres();
        try {
          return await work(laboratory, { redis, postgres });
        } finally {
          await stopServers();
          await postgres.stop();
        }
      } finally {
        await redis.stop();
      }
    });
  }

  /** An SQLite file of its own. */
  sqliteUrl(): string {
    this.#databases += 1;
    return `sqlite:${join(this.#folder, `${this.#databases}.db`)}`;
  }

  /** The environment that every contestant gets. */
  environment(extra: Record<string, string> = {}): Record<string, string> {
    return {
      PUBLIC_URL,
      HOST: '127.0.0.1',
      PORT: '0',
      WECHAT_APP_ID: APP_ID,
      WECHAT_APP_SECRET: '0123456789abcdef0123456789abcdef',
      WECHAT_API_BASE_URL: this.#wechat.url,
      MAQIAO_SECRET: madeUpSecret('one'),
      DATABASE_URL: extra.DATABASE_URL ?? this.sqliteUrl(),
      ...extra,
    };
  }

  start(
    { script, environment = {} }: Contestant,
    extra: Record<string, string> = {},
    nodeOptions: readonly string[] = [],
  ): Promise<ServerProcess> {
    return ServerProcess.start(script, this.environment({ ...environment, ...extra }), { nodeOptions });
  }
}
