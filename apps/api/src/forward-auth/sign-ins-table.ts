import { Injectable } from '@nestjs/common';
import { createHash, randomBytes } from 'node:crypto';
import { Clock } from '../platform/clock/clock.ts';
import { Database } from '../platform/database/database.ts';
import { MaqiaoSecret } from '../platform/secret/maqiao-secret.ts';
import { randomId } from '../platform/secret/random.ts';
import { INTERACTION_SECONDS } from '../sign-in/interaction-cookies.ts';

/** How long a code that goes back to a site can be redeemed, in milliseconds. */
const CODE_MS = 60_000;

/** Ids of our interactions: no other door's have this form. */
export const UIDS = /^fa-[A-Za-z0-9_-]{22}$/;

/**
 * Sign-ins that have begun at a protected site and have not come back to it yet. Each statement is atomic by itself, so
 * that any number of instances may act at once.
 */
@Injectable()
export class SignInsTable {
  constructor(
    private readonly database: Database,
    private readonly secret: MaqiaoSecret,
    private readonly clock: Clock,
  ) {}

  /** Begins one. @returns its id, and the secret that the browser keeps at the site */
  async begin(host: string, wayBack: string): Promise<{ uid: string; nonce: string }> {
    const now = this.clock.now();
    const [uid, nonce] = [`fa-${randomId()}`, newSecret()];
    const { queries } = this.database;
    await queries.deleteFrom('forward_auth_sign_ins').where('expires_at', '<=', now).execute();
    await queries
      .insertInto('forward_auth_sign_ins')
      .values({
        uid,
        host,
        challenge: hashOf(nonce),
        way_back_sealed: this.secret.seal('forward-auth', rowOf(uid), wayBack),
        expires_at: now + INTERACTION_SECONDS * 1000,
      })
      .execute();
    return { uid, nonce };
  }

  /** The site that a sign-in began at; undefined when it is unknown, too old, or has come back. */
  async hostOf(uid: string): Promise<string | undefined> {
    const row = await this.database.queries
      .selectFrom('forward_auth_sign_ins')
      .select('host')
      .where('uid', '=', uid)
      .where('redeemed_at', 'is', null)
      .where('expires_at', '>', this.clock.now())
      .executeTakeFirst();
    return row?.host;
  }

  /**
   * The person has agreed with this session. Again, as when an answer was lost: a new code in place of the one before.
   * @returns the code; undefined when the sign-in is unknown, too old, or has come back
   */
  async giveCode(uid: string, sid: string): Promise<string | undefined> {
    const now = this.clock.now();
    const code = newSecret();
    const row = await this.database.queries
      .updateTable('forward_auth_sign_ins')
      .set({ sid, code_hash: hashOf(code), code_expires_at: now + CODE_MS })
      .where('uid', '=', uid)
      .where('redeemed_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('uid')
      .executeTakeFirst();
    return row && code;
  }

  /**
   * Redeems a code, once: at the site that it was made for, by the browser that keeps the nonce.
   * @returns the session, and the path that the person wanted; undefined when anything is not as it was
   */
  async redeem({
    uid,
    host,
    nonce,
    code,
  }: {
    uid: string;
    host: string;
    nonce: string;
    code: string;
  }): Promise<{ sid: string; wayBack: string } | undefined> {
    const now = this.clock.now();
    const row = await this.database.queries
      .updateTable('forward_auth_sign_ins')
      .set({ redeemed_at: now })
      .where('uid', '=', uid)
      .where('host', '=', host)
      .where('challenge', '=', hashOf(nonce))
      .where('code_hash', '=', hashOf(code))
      .where('code_expires_at', '>', now)
      .where('redeemed_at', 'is', null)
      .returning(['sid', 'way_back_sealed'])
      .executeTakeFirst();
    if (row?.sid == null) return undefined;
    return { sid: row.sid, wayBack: this.secret.open('forward-auth', rowOf(uid), row.way_back_sealed) };
  }

  /** A code has come to another place than its own, where others may have read it: nobody redeems it any more. */
  async giveUp(uid: string, code: string): Promise<void> {
    await this.database.queries
      .updateTable('forward_auth_sign_ins')
      .set({ redeemed_at: this.clock.now() })
      .where('uid', '=', uid)
      .where('code_hash', '=', hashOf(code))
      .where('redeemed_at', 'is', null)
      .execute();
  }
}

function rowOf(uid: string): string {
  return `way-back ${uid}`;
}

/** 256 random bits as 43 characters of base64url. */
function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
