import { Global, type LoggerService, Module } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { Clock } from '../platform/clock/clock.ts';
import { readSettings, SETTINGS } from '../config/settings.ts';
import { Metrics } from '../platform/metrics/metrics.ts';
import type { AccessTokenKeeper } from './access-token-keeper.ts';
import { AccessTokenKeepers, AccessTokenStores } from './access-token-keepers.ts';
import type { AccessTokenStore } from './access-token-store.ts';
import { WECHAT_OBSERVER, type WechatObserver } from './wechat-observer.ts';
import { WechatModule } from './wechat.module.ts';

// What the specs of this folder share. Never imported by what runs.

/** A clock that stands still until it is moved. */
export class MovableClock extends Clock {
  private time = 1_750_000_000_000;
  private ahead = 0;

  override now(): number {
    return this.time + this.ahead;
  }

  override steady(): number {
    return this.time;
  }

  /** The machine's clock is set; no time passes. Negative: back. */
  set(milliseconds: number): void {
    this.ahead += milliseconds;
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
  }
}

/** Keeps every line that is logged, whatever its level. */
export class RecordingLogger implements LoggerService {
  readonly lines: string[] = [];
  readonly log = (...parts: unknown[]) => this.keep(parts);
  readonly error = (...parts: unknown[]) => this.keep(parts);
  readonly warn = (...parts: unknown[]) => this.keep(parts);
  readonly debug = (...parts: unknown[]) => this.keep(parts);
  readonly verbose = (...parts: unknown[]) => this.keep(parts);
  readonly fatal = (...parts: unknown[]) => this.keep(parts);

  private keep(parts: unknown[]): void {
    this.lines.push(parts.map(String).join(' '));
  }
}

interface WechatUnderTestOptions {
  baseUrl: string;
  appId?: string;
  appSecret?: string;
  environment?: Record<string, string>;
  clock?: Clock;
  store?: AccessTokenStore;
  observer?: WechatObserver;
  logger?: LoggerService;
}

/** The module as the app runs it, pointed at a stand-in. Close it when done. */
export async function wechatUnderTest(options: WechatUnderTestOptions): Promise<TestingModule> {
  const { clock = new MovableClock(), observer, store } = options;
  const settings = readSettings({
    WECHAT_APP_ID: options.appId ?? 'wx0123456789abcdef',
    WECHAT_APP_SECRET: options.appSecret ?? 'a-secret-that-must-stay-here-0001',
    WECHAT_API_BASE_URL: options.baseUrl,
    DATABASE_URL: 'sqlite::memory:',
    ...options.environment,
  });

  @Global()
  @Module({
    providers: [
      { provide: SETTINGS, useValue: settings },
      { provide: Clock, useValue: clock },
      Metrics,
      ...(observer ? [{ provide: WECHAT_OBSERVER, useValue: observer }] : []),
    ],
    exports: [SETTINGS, Clock, Metrics, ...(observer ? [WECHAT_OBSERVER] : [])],
  })
  class Surroundings {}

  const builder = Test.createTestingModule({ imports: [Surroundings, WechatModule] });
  if (store) builder.overrideProvider(AccessTokenStores).useValue({ open: () => store });
  const module = await builder.setLogger(options.logger ?? new RecordingLogger()).compile();
  return module.init();
}

/** What a promise was rejected with; fails when it was not. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await promise.then(
    () => ({ fulfilled: true as const }),
    (error: unknown) => ({ fulfilled: false as const, error }),
  );
  if (outcome.fulfilled) throw new Error('the promise was not rejected');
  return outcome.error;
}

/** Waits, turn by turn of the event loop, until something is so; the test's own time-out ends it otherwise. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}

/** The keeper of the mini program's access token. */
export function miniProgramKeeper(module: TestingModule): AccessTokenKeeper {
  const keeper = module.get(AccessTokenKeepers).of('wechat-mini-program');
  if (keeper === undefined) throw new Error('there is no keeper');
  return keeper;
}
