import type { LoginResult } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { KnownBrowsers } from '../people/known-browsers/known-browsers.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import { CompleteSignIn, type RepeatedProof } from './complete-sign-in.ts';

/** A browser that takes a session. */
export interface TakingBrowser {
  /** Sessions whose cookies it sends. */
  readonly presented: readonly string[];
  /** Of the cookie by which it is known again; null for none, undefined when it keeps none. */
  readonly hash: string | null | undefined;
}

/** A session that a browser has taken, with the values of its next cookies. */
export interface TakenSession {
  readonly sid: string;
  readonly result: LoginResult;
  /** Undefined where the page keeps none: the session then lives for one access token. */
  readonly cookie: string | undefined;
  /** Undefined when it can keep none, or has one already. */
  readonly browserCookie: string | undefined;
}

/** How a session goes on. */
interface GoingOn {
  readonly amr: readonly string[];
  readonly origin?: string;
  readonly proof: RepeatedProof;
  readonly announce?: (sid: string) => Promise<void>;
}

/** Gives a browser the session of a person who has proven who they are, for every method. */
@Injectable()
export class TakeSession {
  constructor(
    private readonly signIn: CompleteSignIn,
    private readonly sessions: SessionsService,
    private readonly browsers: KnownBrowsers,
  ) {}

  /**
   * The session of the same person in this browser goes on, with a fresh proof: nothing else of theirs ends.
   * @param how - `origin`: of the page that the token is for; without it that of the session; `announce`: called with the
   * session's id before anything of it changes
   * @returns undefined when there is none
   */
  async goOn(
    userId: string,
    presented: readonly string[],
    { amr, origin, proof, announce }: GoingOn,
  ): Promise<TakenSession | undefined> {
    for (const sid of presented) {
      const session = await this.sessions.living(sid);
      if (session === undefined || session.userId !== userId) continue;
      await announce?.(sid);
      const again = await this.signIn.proveAgain(
        { ...session, ...(origin !== undefined && { origin }) },
        amr,
        proof,
      );
      if (again !== undefined) return { ...again, sid, browserCookie: undefined };
    }
    return undefined;
  }

  /**
   * Gives it a session that was just established. Others whose cookies it sends are ended, never reused.
   * @param keepsCookie - false for a page of another site
   * @throws ApiError `access_denied` when it was revoked meanwhile, `scene_closed` once a cookie of it has been used
   */
  async takeNew(
    sid: string,
    result: LoginResult,
    { presented, hash }: TakingBrowser,
    keepsCookie = true,
  ): Promise<TakenSession> {
    const cookie = keepsCookie ? await this.sessions.claim(sid) : undefined;
    for (const earlier of presented) {
      if (earlier !== sid) await this.sessions.revoke(earlier, 'replaced');
    }
    const browserCookie = hash === undefined ? undefined : await this.browsers.remember(hash, sid);
    return { sid, result, cookie, browserCookie };
  }
}
