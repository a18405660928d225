import type { Clock } from '../clock.ts';
import type { People } from '../people.ts';
import { Problem } from '../problem.ts';
import { type ChatMessage, Chats, type PushEvent } from './chats.ts';
import { type ConsoleSettings, EMPTY_CONSOLE } from './console.ts';
import { EventPush, type PushResult, type RawAnswer } from './event-push.ts';
import { Followers } from './followers.ts';
import { type ParametricCode, ParametricCodes } from './parametric-codes.ts';
import { type PushFields, type PushRequest, pushRequest } from './push-request.ts';
import {
  type OfficialAccountOptions,
  type OfficialAccountSettings,
  officialAccountSettings,
} from './settings.ts';

/** Beyond what JSON numbers hold exactly, as WeChat's are: neighbours look alike after JSON.parse. */
const FIRST_MESSAGE_ID = 24_567_247_867_923_456n;

/**
 * An official account and what people do with it. Every deed is pushed to the account's server; its promise
 * resolves when the push has ended, retries included, and what was answered stands in the chat then. What cannot be done
 * is a Problem: 404 when there is no such person, and what each method says.
 */
export class OfficialAccount {
  readonly codes: ParametricCodes;
  readonly followers = new Followers();
  console: ConsoleSettings = EMPTY_CONSOLE;
  readonly #address: (path: string) => string;
  readonly #clock: Clock;
  readonly #people: People;
  readonly #chats: Chats;
  readonly #push: EventPush;
  readonly #initial: OfficialAccountSettings;
  #settings: OfficialAccountSettings;
  #messages = 0n;

  /** @param address what pictures carry: the path `/q/…` of a parametric code, `/r/…` of the account's own */
  constructor(
    options: OfficialAccountOptions,
    clock: Clock,
    people: People,
    address: (path: string) => string,
  ) {
    this.#initial = officialAccountSettings(options);
    this.#settings = this.#initial;
    this.#clock = clock;
    this.#people = people;
    this.#chats = new Chats(clock);
    this.#push = new EventPush(clock);
    this.codes = new ParametricCodes(clock, (id) => address(`/q/${id}`));
    this.#address = address;
  }

  get settings(): OfficialAccountSettings {
    return this.#settings;
  }

  /**
   * Changes settings, as the owner does in the console: push address, mode, format, key, web domain. App id and
   * AppSecret stay. Throws a Problem (400) for what the console would not take.
   */
  configure(changes: Partial<Omit<OfficialAccountSettings, 'appId' | 'appSecret'>>): void {
    this.#settings = officialAccountSettings({ ...this.#settings, ...changes });
  }

  /** What the account's own code carries, the one without a scene: whoever scans it can follow. */
  get followUrl(): string {
    return this.#address(`/r/${this.#settings.id}`);
  }

  /** The openid of a person at this account. */
  openid(personId: string): string {
    this.#known(personId);
    return this.#people.openid(personId, this.#settings.appId);
  }

  /**
   * Scans a parametric code by its ticket or by what its picture carries: `SCAN` from a follower; anybody else follows
   * by it (`subscribe`, EventKey `qrscene_…`). Throws a Problem (404) for a code that is unknown or has expired.
   */
  async scan(personId: string, ticketOrUrl: string): Promise<PushResult> {
    this.#known(personId);
    const code = this.codes.find(ticketOrUrl);
    if (!code) throw new Problem(404, 'not_found', 'There is no such code, or it has expired.');
    if (!this.followers.find(personId)) return this.#follow(personId, code);
    return this.#event(personId, 'SCAN', code.scene, { Ticket: code.ticket });
  }

  /** Follows the account without a code (`subscribe`, empty EventKey). Nothing is pushed for a follower. */
  async follow(personId: string): Promise<PushResult> {
    this.#known(personId);
    return this.followers.find(personId) ? { attempts: 0 } : this.#follow(personId, undefined);
  }

  /** Ends following (`unsubscribe`). Nothing is pushed for somebody who did not follow. */
  async unfollow(personId: string): Promise<PushResult> {
    this.#known(personId);
    return this.followers.remove(personId) ? this.#event(personId, 'unsubscribe', '') : { attempts: 0 };
  }

  /** Writes a message. Only followers can: throws a Problem (409) for others. */
  async message(personId: string, text: string): Promise<PushResult> {
    this.#mustFollow(personId);
    this.#chats.add(personId, { from: 'person', kind: 'text', text });
    const fields = { MsgType: 'text', Content: text, MsgId: FIRST_MESSAGE_ID + ++this.#messages };
    const automatic = this.#settings.pushUrl === undefined ? this.console.keywords[text] : undefined;
    return this.#send(personId, fields, automatic);
  }

  /** Taps a menu button that has a key (`CLICK`). Throws a Problem (409) for somebody who does not follow. */
  async click(personId: string, key: string): Promise<PushResult> {
    this.#mustFollow(personId);
    return this.#event(personId, 'CLICK', key);
  }

  /** Taps a menu button that leads to a page (`VIEW`). Throws a Problem (409) for somebody who does not follow. */
  async view(personId: string, url: string): Promise<PushResult> {
    this.#mustFollow(personId);
    return this.#event(personId, 'VIEW', url, { MenuId: 402_127_651n });
  }

  /** The chat of that person with the account, in its order. */
  chat(personId: string): readonly ChatMessage[] {
    this.#known(personId);
    return this.#chats.of(personId);
  }

  /**
   * A push as WeChat would sign it now, for tests that change it before they `deliver` it. ToUserName, FromUserName
   * and CreateTime are set unless `fields` says otherwise.
   */
  prepare(personId: string, fields: PushFields): PushRequest {
    return pushRequest(this.#settings, this.#complete(personId, fields), this.#clock.now());
  }

  /**
   * Posts exactly that body with exactly that query to the push address, as a forger or a repeating WeChat would, and
   * gives the answer as it is. Nothing enters a chat. Rejects when there is no push address or no answer.
   */
  deliver(
    body: string,
    query: Readonly<Record<string, string>> = {},
    contentType = 'text/xml',
  ): Promise<RawAnswer> {
    return this.#push.raw(this.#settings, { body, query, contentType });
  }

  /** Whether the push address answers WeChat's check (`GET` with `echostr`). Rejects when nothing answers. */
  checkPushUrl(): Promise<boolean> {
    return this.#push.addressAnswers(this.#settings);
  }

  /** Back to the settings of the start, push address and web domain excepted, without followers, codes and chats. */
  reset(): void {
    const { pushUrl, webDomain } = this.#settings;
    this.#settings = { ...this.#initial, pushUrl, webDomain };
    this.console = EMPTY_CONSOLE;
    this.#push.reset();
    this.codes.reset();
    this.followers.reset();
    this.#chats.reset();
  }

  #follow(personId: string, code: ParametricCode | undefined): Promise<PushResult> {
    this.followers.add(personId, { since: Math.floor(this.#clock.now() / 1000), scene: code?.scene });
    const greeting = this.#settings.pushUrl === undefined ? this.console.greeting : undefined;
    return code
      ? this.#event(personId, 'subscribe', `qrscene_${code.scene}`, { Ticket: code.ticket }, greeting)
      : this.#event(personId, 'subscribe', '', {}, greeting);
  }

  #event(
    personId: string,
    event: PushEvent,
    key: string,
    more: PushFields = {},
    automatic?: string,
  ): Promise<PushResult> {
    this.#chats.add(personId, { from: 'person', kind: 'event', event, key });
    return this.#send(personId, { MsgType: 'event', Event: event, EventKey: key, ...more }, automatic);
  }

  /** @param automatic what the console itself answers while no push address is switched on */
  async #send(personId: string, fields: PushFields, automatic?: string): Promise<PushResult> {
    const result = await this.#push.send(this.#settings, this.#complete(personId, fields));
    if (result.answer) this.#chats.add(personId, result.answer);
    else if (result.failure !== undefined) {
      this.#chats.add(personId, { from: 'wechat', kind: 'unavailable', reason: result.failure });
    } else if (automatic !== undefined) {
      this.#chats.add(personId, { from: 'account', kind: 'text', text: automatic });
    }
    return result;
  }

  #complete(personId: string, fields: PushFields): PushFields {
    return {
      ToUserName: this.#settings.id,
      FromUserName: this.openid(personId),
      CreateTime: Math.floor(this.#clock.now() / 1000),
      ...fields,
    };
  }

  #known(personId: string): void {
    if (!this.#people.find(personId)) throw new Problem(404, 'not_found', 'There is no person of that id.');
  }

  #mustFollow(personId: string): void {
    this.#known(personId);
    if (!this.followers.find(personId)) {
      throw new Problem(409, 'not_following', 'Only followers can do this; follow the account first.');
    }
  }
}
