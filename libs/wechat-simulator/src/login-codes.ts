import { randomBytes, randomInt } from 'node:crypto';
import type { Clock } from './clock.ts';
import type { People, Person } from './people.ts';

const LIFETIME = 300_000;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const LENGTH = 32;

interface LoginCode {
  readonly personId: string;
  readonly expiresAt: number;
  used: boolean;
}

/** What a login code turns into, or the number of its refusal. */
export type LoginCodeExchange =
  | { readonly ok: true; readonly person: Person; readonly sessionKey: string }
  | { readonly ok: false; readonly errcode: 40029 | 40163 | 40226 };

/** The codes that `wx.login` hands to a mini program, and the session keys behind them. */
export class LoginCodes {
  readonly #clock: Clock;
  readonly #people: People;
  readonly #codes = new Map<string, LoginCode>();
  /** One per person at a time. */
  readonly #sessionKeys = new Map<string, string>();

  constructor(clock: Clock, people: People) {
    this.#clock = clock;
    this.#people = people;
  }

  /**
   * What `wx.login` does on that person's phone: a new code, good once and for five minutes, and a new
   * session key in place of the old one. Throws a RangeError when there is no such person.
   */
  issue(personId: string): string {
    if (!this.#people.find(personId)) throw new RangeError('there is no person of that id');
    this.#forgetExpired();
    const code = Array.from({ length: LENGTH - 1 }, () => ALPHABET[randomInt(ALPHABET.length)]);
    const value = `0${code.join('')}`;
    this.#codes.set(value, { personId, expiresAt: this.#clock.now() + LIFETIME, used: false });
    this.#sessionKeys.set(personId, randomBytes(16).toString('base64'));
    return value;
  }

  /** Uses a code up and says whose it is. */
  exchange(value: string): LoginCodeExchange {
    const code = this.#codes.get(value);
    if (!code || this.#clock.now() >= code.expiresAt) return { ok: false, errcode: 40029 };
    if (code.used) return { ok: false, errcode: 40163 };
    code.used = true;
    const person = this.#people.find(code.personId);
    const sessionKey = this.#sessionKeys.get(code.personId);
    if (!person || sessionKey === undefined) return { ok: false, errcode: 40029 };
    return person.blocked ? { ok: false, errcode: 40226 } : { ok: true, person, sessionKey };
  }

  /** Whose code it is, used or not, or undefined when it is unknown or has expired. */
  ownerOf(value: string): string | undefined {
    const code = this.#codes.get(value);
    return code && this.#clock.now() < code.expiresAt ? code.personId : undefined;
  }

  /** Forgets every code and session key. */
  reset(): void {
    this.#codes.clear();
    this.#sessionKeys.clear();
  }

  #forgetExpired(): void {
    const now = this.#clock.now();
    for (const [value, code] of this.#codes) {
      // Codes stand in the order they were issued, so the first that still lives ends the search.
      if (now < code.expiresAt) break;
      this.#codes.delete(value);
    }
  }
}
