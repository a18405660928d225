import type { LoginResult } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { KnownBrowsers } from '../../people/known-browsers/known-browsers.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { Metrics } from '../../platform/metrics/metrics.ts';
import { randomId } from '../../platform/secret/random.ts';
import type { Session } from '../../sessions/session.ts';
import { SessionsService } from '../../sessions/sessions.service.ts';
import { CompleteSignIn } from '../complete-sign-in.ts';
import { describeBrowser } from '../places/browser-names.ts';
import { Places } from '../places/places.ts';
import type { RedirectBrowser } from './browser.ts';

/** A session that a browser has taken, with the values of its next cookies. */
export interface TakenSession {
  readonly session: Session;
  readonly result: LoginResult;
  readonly cookie: string;
  /** Undefined when it can keep none, or has one already. */
  readonly browserCookie: string | undefined;
}

/** Gives a browser the session of a person who has proven in it who they are, as the claim of a scene does. */
@Injectable()
export class TakeSession {
  constructor(
    private readonly signIn: CompleteSignIn,
    private readonly sessions: SessionsService,
    private readonly browsers: KnownBrowsers,
    private readonly places: Places,
    private readonly metrics: Metrics,
  ) {}

  /**
   * The session of the same person in this browser goes on, with a fresh proof. Otherwise there is a new one, and others
   * whose cookies the browser sends are ended.
   * @param proof - `origin`: of the page that the token is for; `client`: name of the client that waits
   * @throws ApiError `access_denied` when the person is gone or blocked meanwhile
   */
  async take(
    userId: string,
    browser: RedirectBrowser,
    proof: { origin: string; amr: readonly string[]; client?: string | undefined },
  ): Promise<TakenSession> {
    const taken =
      (await this.#proveAgain(userId, browser, proof)) ?? (await this.#takeNew(userId, browser, proof));
    this.metrics.deliveries.inc({ way: 'redirect' });
    return taken;
  }

  async #proveAgain(
    userId: string,
    { presented }: RedirectBrowser,
    { origin, amr }: { origin: string; amr: readonly string[] },
  ): Promise<TakenSession | undefined> {
    for (const sid of presented) {
      const session = await this.sessions.living(sid);
      if (session === undefined || session.userId !== userId) continue;
      const again = await this.signIn.proveAgain({ ...session, origin }, amr);
      if (again === undefined) continue;
      return { ...again, session: await this.sessions.requireLive(sid), browserCookie: undefined };
    }
    return undefined;
  }

  async #takeNew(
    userId: string,
    { userAgent, address: { visitor: ip }, presented, hash }: RedirectBrowser,
    { origin, amr, client }: { origin: string; amr: readonly string[]; client?: string | undefined },
  ): Promise<TakenSession> {
    const sid = randomId();
    const place = { ...describeBrowser(userAgent), ip, region: this.places.locate(ip).region };
    const result = await this.signIn.complete({ sid, userId, origin, ...place, amr }, client);
    if (result === 'nobody' || result === 'ended') throw new ApiError('access_denied');
    const cookie = await this.sessions.claim(sid);
    for (const earlier of presented) await this.sessions.revoke(earlier, 'replaced');
    const browserCookie = hash === undefined ? undefined : await this.browsers.remember(hash, sid);
    return { session: await this.sessions.requireLive(sid), result, cookie, browserCookie };
  }
}
