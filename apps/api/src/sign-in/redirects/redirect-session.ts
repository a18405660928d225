import { Injectable } from '@nestjs/common';
import { ApiError } from '../../platform/http/api-error.ts';
import { Metrics } from '../../platform/metrics/metrics.ts';
import { randomId } from '../../platform/secret/random.ts';
import { CompleteSignIn } from '../complete-sign-in.ts';
import { describeBrowser } from '../places/browser-names.ts';
import { Places } from '../places/places.ts';
import { TakeSession, type TakenSession } from '../take-session.ts';
import type { RedirectBrowser } from './browser.ts';

interface SessionProof {
  readonly origin: string;
  readonly amr: readonly string[];
  readonly client?: string | undefined;
  readonly keepsCookie?: boolean;
}

/** The session of a person who has proven in this very browser who they are, as the claim of a scene gives it. */
@Injectable()
export class RedirectSession {
  constructor(
    private readonly signIn: CompleteSignIn,
    private readonly sessions: TakeSession,
    private readonly places: Places,
    private readonly metrics: Metrics,
  ) {}

  /**
   * The session of the same person in this browser goes on, with a fresh proof. Otherwise there is a new one, and others
   * whose cookies the browser sends are ended.
   * @param proof - `origin`: of the page that the token is for; `client`: name of the client that waits; `keepsCookie`:
   * false for a page of another site
   * @throws ApiError `access_denied` when the person is gone or blocked meanwhile
   */
  async take(
    userId: string,
    browser: RedirectBrowser,
    proof: SessionProof,
  ): Promise<TakenSession> {
    const { origin, amr } = proof;
    const taken =
      (await this.sessions.goOn(userId, browser.presented, { origin, amr })) ??
      (await this.#takeNew(userId, browser, proof));
    this.metrics.deliveries.inc({ way: 'redirect' });
    return taken;
  }

  async #takeNew(
    userId: string,
    browser: RedirectBrowser,
    { origin, amr, client, keepsCookie }: SessionProof,
  ): Promise<TakenSession> {
    const { visitor: ip } = browser.address;
    const sid = randomId();
    const place = { ...describeBrowser(browser.userAgent), ip, region: this.places.locate(ip).region };
    const result = await this.signIn.complete({ sid, userId, origin, ...place, amr }, client);
    if (result === 'nobody' || result === 'ended') throw new ApiError('access_denied');
    return this.sessions.takeNew(sid, result, browser, keepsCookie);
  }
}
