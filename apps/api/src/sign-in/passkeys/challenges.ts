import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { ApiError } from '../../platform/http/api-error.ts';
import { PASSKEY_MS } from '../methods/passkey/passkey-method.ts';
import { OneTimeStore } from '../redirects/store/one-time-store.ts';
import { PasskeyCookies } from './passkey-cookies.ts';

/** What a challenge was made for: it is good for nothing else. */
export interface ChallengePurpose {
  readonly kind: 'sign-in' | 'add' | 'step-up';
  /** Of `sign-in`: the client's request that waits. */
  readonly interaction?: string | undefined;
  /** Of the others: the session that asks. */
  readonly sid?: string | undefined;
}

/** A challenge, as bytes, and the headers `Set-Cookie` that it is sent with. */
export interface IssuedChallenge {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly cookies: readonly string[];
}

const FORM = /^[A-Za-z0-9_-]{43}$/;

/** Challenges for passkeys: good once, for five minutes, in the browser that has asked, on every instance. */
@Injectable()
export class Challenges {
  constructor(
    private readonly store: OneTimeStore,
    private readonly cookies: PasskeyCookies,
  ) {}

  async issue(purpose: ChallengePurpose, cookieHeader: string | undefined): Promise<IssuedChallenge> {
    const bytes = new Uint8Array(randomBytes(32));
    const challenge = Buffer.from(bytes).toString('base64url');
    await this.store.put('challenge', challenge, JSON.stringify(purpose), PASSKEY_MS);
    return { bytes, cookies: this.cookies.issue(challenge, cookieHeader) };
  }

  /**
   * Uses up the challenge that an answer was made for. Nothing is used up by another browser.
   * @param wanted what it has to be for
   * @returns the challenge as base64url, the interaction that it was for, and the header `Set-Cookie` with which it is over
   * @throws ApiError `passkey_refused` when the answer names none; `expired_token` when it is used, too old, not of this
   * browser, or for something else
   */
  async take(
    wanted: Omit<ChallengePurpose, 'interaction'>,
    clientDataJSON: string,
    cookieHeader: string | undefined,
  ): Promise<{ challenge: string; interaction: string | undefined; clear: string }> {
    const challenge = challengeIn(clientDataJSON);
    if (!this.cookies.proves(cookieHeader, challenge)) throw new ApiError('expired_token');
    const text = await this.store.take('challenge', challenge);
    const purpose = text === undefined ? undefined : (JSON.parse(text) as ChallengePurpose);
    if (purpose?.kind !== wanted.kind || purpose.sid !== wanted.sid) throw new ApiError('expired_token');
    return { challenge, interaction: purpose.interaction, clear: this.cookies.clear(challenge) };
  }
}

function challengeIn(clientDataJSON: string): string {
  let challenge: unknown;
  try {
    const text = Buffer.from(clientDataJSON, 'base64url').toString();
    ({ challenge } = JSON.parse(text) as { challenge?: unknown });
  } catch {
    throw new ApiError('passkey_refused'); // no JSON object
  }
  if (typeof challenge !== 'string' || !FORM.test(challenge)) throw new ApiError('passkey_refused');
  return challenge;
}
