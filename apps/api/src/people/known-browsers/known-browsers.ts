import { randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { knownBrowserMessages } from './known-browser-messages.ts';
import { isOrphanRefused } from '../../platform/database/unavailable.ts';
import { hashOfBrowser } from './browser-cookie.ts';
import { KnownBrowsersTable } from './known-browsers-table.ts';

const VALUE_BYTES = 32;

/** How long a person is known in a browser after their last sign-in there. */
export const KNOWN_BROWSER_MS = 180 * 86_400_000;

/**
 * Which browsers a person has signed in with before. Being known asks the person for less, and never signs anybody in.
 */
@Injectable()
export class KnownBrowsers {
  readonly #logger = new Logger('KnownBrowsers');

  constructor(
    private readonly table: KnownBrowsersTable,
    private readonly clock: Clock,
  ) {}

  /**
   * Whether this person has signed in with this browser before.
   * @param hash as the scene keeps it: null for a browser without a cookie, undefined for one that cannot send it
   * @returns undefined when it is not known
   */
  async isKnown(hash: string | null | undefined, userId: string): Promise<boolean | undefined> {
    if (hash === undefined || hash === null) return hash === null ? false : undefined;
    return this.table.has(hash, userId, this.clock.now() - KNOWN_BROWSER_MS);
  }

  /**
   * The person of this session has signed in with this browser. It gets a new cookie each time, and everybody who was
   * known by the old one is then known by the new one only. So a cookie that an attacker has put there is of no use to
   * them. Never throws: a finished login must not fail because of it.
   * @param presented the hash of the cookie that the browser sent
   * @returns the value of its next cookie; undefined when it could not be stored
   */
  async remember(presented: string | null, sid: string): Promise<string | undefined> {
    const value = randomBytes(VALUE_BYTES).toString('base64url');
    const hash = hashOfBrowser(value);
    try {
      if (presented !== null) await this.table.move(presented, hash);
      await this.table.add(hash, sid, this.clock.now());
      return value;
    } catch (error) {
      // The person was deleted at this moment.
      if (isOrphanRefused(error)) return undefined;
      this.#logger.warn(localize(knownBrowserMessages.browser_not_remembered, { why: causeOf(error) }));
      return undefined;
    }
  }

  /** A person does not know the browser that asks them; a hash that is none changes nothing. */
  async forgetBrowser(userId: string, hash: string | null | undefined): Promise<void> {
    if (typeof hash === 'string') await this.table.remove(userId, { hash });
  }

  /** A person has taken back the sign-in that this session began with. */
  async forgetSession(userId: string, sid: string): Promise<void> {
    await this.table.remove(userId, { sid });
  }

  /**
   * A person does not know the browser of this session. When that browser cannot be found any more, all of theirs are
   * forgotten: the only effect is that they are asked for two digits once more.
   */
  async disown(userId: string, sid: string): Promise<void> {
    if ((await this.table.remove(userId, { sid })) === 0) await this.table.remove(userId, 'all');
  }

  async forgetAll(userId: string): Promise<void> {
    await this.table.remove(userId, 'all');
  }

  /** Never throws: what was not removed now is not read any more, and is removed in an hour. */
  async tidy(): Promise<void> {
    try {
      await this.table.removeUnused(this.clock.now() - KNOWN_BROWSER_MS);
    } catch (error) {
      this.#logger.warn(localize(knownBrowserMessages.browsers_untidied, { why: causeOf(error) }));
    }
  }
}

function causeOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
