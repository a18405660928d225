import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { AnswerTime } from './answer-time.ts';
import { forwardPush, type WholePush } from './forward-push.ts';
import { writeAnswer } from './passive-answer.ts';
import type { PushMessage } from './push-message.ts';
import { pushMessages } from './push-messages.ts';
import { PushStore, type PushAnswer } from './push-store.ts';
import { isAddressCheck, receivePush, type PushRefusal, type ReceivedPush } from './receive-push.ts';

/** How often it is looked whether a message that another call handles has been answered. */
const LOOK_EVERY_MS = 100;

/** What is answered to WeChat. */
export interface PushResponse {
  readonly status: 200 | 400 | 403;
  readonly contentType: string;
  readonly body: string | Buffer;
}

/** What is done with messages. */
export interface PushHandler {
  /**
   * Handles a message, once however often WeChat sends it.
   * @returns what the person is answered, or undefined when it is nothing of ours
   * @throws when it cannot be handled now: WeChat's repeat tries again
   */
  handle(message: PushMessage): Promise<string | undefined>;
  /** What the person is told when handling takes too long; undefined for what may be nothing of ours. */
  late(message: PushMessage): string | undefined;
}

const SUCCESS: PushResponse = { status: 200, contentType: 'text/plain', body: 'success' };

/** The event push of the official account: takes what WeChat sends, once, and answers in time. */
@Injectable()
export class OfficialAccountPush {
  readonly #logger = new Logger('OfficialAccountPush');
  readonly #account: Settings['wechat']['officialAccount'];

  constructor(
    @Inject(SETTINGS) { wechat }: Pick<Settings, 'wechat'>,
    private readonly store: PushStore,
    private readonly time: AnswerTime,
    private readonly clock: Clock,
  ) {
    this.#account = wechat.officialAccount;
  }

  /** The answer to the console's check of the address; undefined when there is no account. */
  check(rawQuery: string): PushResponse | undefined {
    if (this.#account === undefined) return undefined;
    const query = new URLSearchParams(rawQuery);
    if (!isAddressCheck(query, this.#account)) return this.#refuse('refused_forged');
    return { status: 200, contentType: 'text/plain', body: query.get('echostr') ?? '' };
  }

  /**
   * The answer to a message; undefined when there is no account.
   * @throws ApiError `unavailable` when the store of messages is away: WeChat's repeat tries again
   */
  async receive(push: WholePush, handler: PushHandler): Promise<PushResponse | undefined> {
    const account = this.#account;
    if (account === undefined) return undefined;
    const deadline = this.clock.steady() + this.time.milliseconds;
    const query = new URLSearchParams(push.rawQuery);
    const received = await receivePush({ query, body: push.body }, account, this.store, this.clock.now());
    if (typeof received === 'string') return this.#refuse(received);
    const { message } = received;
    const late = handler.late(message);
    const answer = await before(
      deadline - this.clock.steady(),
      this.#once(message.id, deadline, () => this.#handle(push, message, handler, deadline)),
      late === undefined ? { kind: 'nothing' } : { kind: 'text', text: late },
    );
    return this.#written(answer, received);
  }

  /** Handles a message, or waits for the call that does. */
  async #once(id: string, deadline: number, work: () => Promise<PushAnswer>): Promise<PushAnswer> {
    for (;;) {
      const progress = await this.store.begin(id);
      if (progress.state === 'answered') return progress.answer;
      if (progress.state === 'yours') break;
      // A little later than the answer that says so.
      if (this.clock.steady() > deadline + LOOK_EVERY_MS) return { kind: 'nothing' };
      await sleep(LOOK_EVERY_MS, undefined, { ref: false });
    }
    try {
      const answer = await work();
      await this.store.answer(id, answer);
      return answer;
    } catch (error) {
      await this.store.giveBack(id).catch(() => undefined);
      throw error;
    }
  }

  async #handle(
    push: WholePush,
    message: PushMessage,
    handler: PushHandler,
    deadline: number,
  ): Promise<PushAnswer> {
    const text = await handler.handle(message);
    if (text !== undefined) return { kind: 'text', text };
    const url = this.#account?.forwardUrl;
    if (url === undefined) return { kind: 'nothing' };
    const answer = await forwardPush(url, push, deadline - this.clock.steady());
    if (!('why' in answer)) return answer;
    this.#logger.warn(localize(pushMessages.forward_failed, { reason: answer.why }));
    return { kind: 'nothing' };
  }

  #written(answer: PushAnswer, { message, format, key }: ReceivedPush): PushResponse {
    if (answer.kind === 'nothing' || this.#account === undefined) return SUCCESS;
    if (answer.kind === 'forwarded')
      return { status: 200, contentType: answer.contentType, body: Buffer.from(answer.body, 'base64') };
    const { appId, token } = this.#account;
    const body = writeAnswer(answer.text, message, { format, key, appId, token }, this.clock.now());
    return { status: 200, contentType: format === 'json' ? 'application/json' : 'text/xml', body };
  }

  /** Says why in the log, where the query never stands, and nothing to the caller. */
  #refuse(why: PushRefusal): PushResponse {
    this.#logger.warn(localize(pushMessages[why]));
    return { status: why === 'refused_unreadable' ? 400 : 403, contentType: 'text/plain', body: '' };
  }
}

/** What the work comes to, or `late` when it has not ended within so many milliseconds; the work goes on then. */
async function before<T>(milliseconds: number, work: Promise<T>, late: T): Promise<T> {
  const ended = new AbortController();
  const time = sleep(Math.max(1, milliseconds), late, { signal: ended.signal, ref: false }).catch(() => late);
  try {
    return await Promise.race([work, time]);
  } finally {
    ended.abort();
    // What fails after the answer has nobody who waits for it.
    work.catch(() => undefined);
  }
}
