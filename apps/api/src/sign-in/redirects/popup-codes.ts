import type { SecurityEventIdentity } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { hash, randomBytes } from 'node:crypto';
import { ApiError } from '../../platform/http/api-error.ts';
import { sameText } from '../../platform/secret/same-text.ts';
import { POPUP_CODE_MS, type Opener } from './attempt.ts';
import { OneTimeStore } from './store/one-time-store.ts';

interface Waiting {
  readonly userId: string;
  readonly opener: Opener;
  readonly amr: readonly string[];
  /** Id of the method. */
  readonly method: string;
  readonly identity: SecurityEventIdentity;
}

/**
 * Codes that a pop-up hands to the page that has opened it. One is good once, for a minute, for that page's origin, and
 * with that page's verifier: a page that gets hold of somebody else's can do nothing with it.
 */
@Injectable()
export class PopupCodes {
  constructor(private readonly store: OneTimeStore) {}

  /** @returns 256 random bits as 43 characters of base64url */
  async issue(waiting: Waiting): Promise<string> {
    const code = randomBytes(32).toString('base64url');
    await this.store.put('code', code, JSON.stringify(waiting), POPUP_CODE_MS);
    return code;
  }

  /**
   * Uses a code up, whoever brings it.
   * @throws ApiError `expired_token` when it is unknown, used or too old; `access_denied` for another page or verifier
   */
  async redeem(code: string, origin: string, verifier: string): Promise<Omit<Waiting, 'opener'>> {
    const text = await this.store.take('code', code);
    if (text === undefined) throw new ApiError('expired_token');
    const { opener, ...waiting } = JSON.parse(text) as Waiting;
    const challenge = hash('sha256', verifier, 'base64url');
    if (opener.origin !== origin || !sameText(challenge, opener.challenge))
      throw new ApiError('access_denied');
    return waiting;
  }
}
