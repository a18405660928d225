import { hash } from 'node:crypto';
import type { OnModuleInit } from '@nestjs/common';
import type { RedisScript, SharedRedis } from '../../../platform/redis/shared-redis.ts';
import type { MaqiaoSecret } from '../../../platform/secret/maqiao-secret.ts';
import { ChatStore, type ConfirmPage, type Question } from './chat-store.ts';

const REPLACE = `
local before = redis.call('GET', KEYS[1])
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return before
`;

const DELETE_IF_SAME = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 'OK'
`;

/** Expiry of the trial's keys, in case it is interrupted. */
const TRIAL_KEPT_MS = 10_000;

/** Chats of all instances: each message of a person may reach another one. */
export class RedisChatStore extends ChatStore implements OnModuleInit {
  readonly #replace: RedisScript;
  readonly #deleteIfSame: RedisScript;

  constructor(
    private readonly redis: SharedRedis,
    private readonly secret: MaqiaoSecret,
  ) {
    super();
    this.#replace = redis.script('maqiaoAskQuestion', REPLACE);
    this.#deleteIfSame = redis.script('maqiaoCloseQuestion', DELETE_IF_SAME);
  }

  override async ask(openid: string, question: Question, lifetimeMs: number): Promise<Question | undefined> {
    const before = await this.#replace(this.#questionKey(openid), textOf(question), String(lifetimeMs));
    return typeof before === 'string' ? (JSON.parse(before) as Question) : undefined;
  }

  override async newest(openid: string): Promise<Question | undefined> {
    const text = await this.redis.run((commands) => commands.get(this.#questionKey(openid)));
    return text === null ? undefined : (JSON.parse(text) as Question);
  }

  override async close(openid: string, question: Question): Promise<void> {
    await this.#deleteIfSame(this.#questionKey(openid), textOf(question));
  }

  override async keepPage(id: string, page: ConfirmPage, lifetimeMs: number): Promise<void> {
    const key = this.#pageKey(id);
    const sealed = this.secret.seal('confirm-page', key, JSON.stringify(page));
    await this.redis.run((commands) => commands.set(key, sealed, 'PX', lifetimeMs));
  }

  override async page(id: string): Promise<ConfirmPage | undefined> {
    const key = this.#pageKey(id);
    const sealed = await this.redis.run((commands) => commands.get(key));
    if (sealed === null) return undefined;
    try {
      return JSON.parse(this.secret.open('confirm-page', key, sealed)) as ConfirmPage;
    } catch {
      return undefined; // sealed with another secret, or not by us
    }
  }

  override async reserve(digits: string, scene: string, lifetimeMs: number): Promise<boolean> {
    const key = this.#digitsKey(digits);
    return (await this.redis.run((commands) => commands.set(key, scene, 'PX', lifetimeMs, 'NX'))) !== null;
  }

  override async sceneOf(digits: string): Promise<string | undefined> {
    return (await this.redis.run((commands) => commands.get(this.#digitsKey(digits)))) ?? undefined;
  }

  /** At a start: runs each script once, on a key of its own. @throws SettingsError with the cure */
  async onModuleInit(): Promise<void> {
    await this.redis.tryOut(async (name) => {
      const question = { scene: name, userId: name };
      await this.ask(name, question, TRIAL_KEPT_MS);
      await this.close(name, question);
    });
  }

  /** Redis is no place for openids: it has readers of its own. */
  #questionKey(openid: string): string {
    return this.redis.key('question', hash('sha256', openid, 'base64url'));
  }

  #pageKey(id: string): string {
    return this.redis.key('confirm-page', hash('sha256', id, 'base64url'));
  }

  #digitsKey(digits: string): string {
    return this.redis.key('digits', digits);
  }
}

/** Always in this order: texts are compared. */
function textOf(question: Question): string {
  const { scene } = question;
  if ('page' in question) return JSON.stringify({ scene, page: question.page });
  return JSON.stringify({ scene, userId: question.userId, purpose: question.purpose });
}
