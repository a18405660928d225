import { Injectable } from '@nestjs/common';
import { ApiError } from '../../platform/http/api-error.ts';
import { methodCount } from '../../platform/counters/count-names.ts';
import { HourlyCounts } from '../../platform/counters/hourly-counts.ts';
import { Metrics } from '../../platform/metrics/metrics.ts';
import { randomId } from '../../platform/secret/random.ts';
import { CompleteSignIn, type SignInProof } from '../complete-sign-in.ts';
import { describeBrowser } from '../places/browser-names.ts';
import { Places } from '../places/places.ts';
import { TakeSession, type TakenSession } from '../take-session.ts';
import type { RedirectBrowser } from './browser.ts';

type SessionProof = Pick<SignInProof, 'method' | 'identity'> & {
  readonly origin: string;
  readonly amr: readonly string[];
  readonly client?: SignInProof['client'];
  readonly keepsCookie?: boolean;
};

/** The session of a person who has proven in this very browser who they are, as the claim of a scene gives it. */
@Injectable()
export class RedirectSession {
  constructor(
    private readonly signIn: CompleteSignIn,
    private readonly sessions: TakeSession,
    private readonly places: Places,
    private readonly metrics: Metrics,
    private readonly counts: HourlyCounts,
  ) {}

  /**
   * The session of the same person in this browser goes on, with a fresh proof. Otherwise there is a new one, and others
   * whose cookies the browser sends are ended.
   * @param proof - `origin`: of the page that the token is for; `keepsCookie`: false for a page of another site
   * @throws ApiError `access_denied` when the person is gone or blocked meanwhile
   */
  async take(userId: string, browser: RedirectBrowser, proof: SessionProof): Promise<TakenSession> {
    const { origin, amr, method, identity, client } = proof;
    const again = { method, identity, client, subject: randomId() };
    const taken =
      (await this.sessions.goOn(userId, browser.presented, { amr, origin, proof: again })) ??
      (await this.#takeNew(userId, browser, proof));
    this.metrics.deliveries.inc({ way: 'redirect' });
    this.counts.add(methodCount('redirect', method, 'signed_in'));
    return taken;
  }

  async #takeNew(
    userId: string,
    browser: RedirectBrowser,
    { origin, amr, method, identity, client, keepsCookie }: SessionProof,
  ): Promise<TakenSession> {
    const { visitor: ip } = browser.address;
    const sid = randomId();
    const place = { ...describeBrowser(browser.userAgent), ip, region: this.places.locate(ip).region };
    const draft = { sid, userId, origin, ...place, amr };
    const result = await this.signIn.complete(draft, { method, identity, client });
    if (result === 'nobody' || result === 'ended') throw new ApiError('access_denied');
    return this.sessions.takeNew(sid, result, browser, keepsCookie);
  }
}
