import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JOURNEY_MS } from './attempt.ts';
import { RedirectCookies } from './redirect-cookies.ts';
import { OneTimeStore } from './store/one-time-store.ts';

/** The `state` of journeys to the provider's page: bound to its browser, good once, for ten minutes. */
@Injectable()
export class JourneyStates {
  constructor(
    private readonly store: OneTimeStore,
    private readonly cookies: RedirectCookies,
  ) {}

  /**
   * A journey begins.
   * @param attempt what is known of it when the browser comes back; as JSON
   * @returns the state, and the headers `Set-Cookie` that bind it to the browser
   */
  async issue(
    attempt: object,
    cookieHeader: string | undefined,
  ): Promise<{ state: string; cookies: readonly string[] }> {
    // 128 random bits as letters and digits: WeChat takes nothing else in a state.
    const state = randomBytes(16).toString('hex');
    await this.store.put('state', state, JSON.stringify(attempt), JOURNEY_MS);
    return { state, cookies: this.cookies.issue(state, cookieHeader) };
  }

  /** Whether the journey has begun in the browser that sends these cookies. */
  hasBegunIn(cookieHeader: string | undefined, state: string): boolean {
    return this.cookies.proves(cookieHeader, state);
  }

  /**
   * Uses a state up, once. Whoever has the state alone uses up nothing.
   * @returns what {@link issue} was given; undefined when it is unknown, used, too old, or of another browser
   */
  async take(state: string, cookieHeader: string | undefined): Promise<unknown> {
    if (!this.hasBegunIn(cookieHeader, state)) return undefined;
    const text = await this.store.take('state', state);
    return text === undefined ? undefined : JSON.parse(text);
  }

  /** The header `Set-Cookie` with which a journey is over. */
  clearCookie(state: string): string {
    return this.cookies.clear(state);
  }
}
