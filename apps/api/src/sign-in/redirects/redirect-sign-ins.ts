import type { Purpose } from '@maqiao/shared';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { Limits } from '../../limits/limits.ts';
import { methodCount, type MethodOutcome } from '../../platform/counters/count-names.ts';
import { HourlyCounts } from '../../platform/counters/hourly-counts.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { OriginRule } from '../../platform/http/origin-rule.ts';
import { tellOperator } from '../../platform/http/problem.filter.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { SessionsService } from '../../sessions/sessions.service.ts';
import { CompleteSignIn, type IdentifiedUser } from '../complete-sign-in.ts';
import { Interactions } from '../interactions.ts';
import type { RedirectMethod, RedirectProof } from '../methods/redirect-method.ts';
import { SignInMethods } from '../methods/sign-in-methods.ts';
import { Purposes } from '../purposes.ts';
import type { TakenSession } from '../take-session.ts';
import type { RedirectAttempt } from './attempt.ts';
import type { BeginRequest } from './begin-request.ts';
import type { RedirectBrowser } from './browser.ts';
import { JourneyStates } from './journey-states.ts';
import { PopupCodes } from './popup-codes.ts';
import { redirectMessages } from './redirect-messages.ts';
import { addressAfter, RedirectPurposes, type PurposeOutcome } from './redirect-purposes.ts';
import { RedirectSession } from './redirect-session.ts';
import { OneTimeStore } from './store/one-time-store.ts';

/** Where a browser is sent, and the headers `Set-Cookie` that it is sent with. */
export interface Departure {
  readonly location: string;
  readonly cookies: readonly string[];
}

/** What became of a browser that has come back. */
export type Arrival =
  /** Not begun in this browser, or too long ago, or it has come back before. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'declined'; readonly attempt: RedirectAttempt }
  | { readonly kind: 'failed'; readonly attempt: RedirectAttempt; readonly error: ApiError }
  /** To the provider once more. */
  | { readonly kind: 'again'; readonly departure: Departure }
  /** For the page that has opened the pop-up. */
  | { readonly kind: 'popup'; readonly code: string; readonly origin: string }
  | { readonly kind: 'signed-in'; readonly taken: TakenSession; readonly continueTo: string }
  /** A journey that signs nobody in: back to the page that asked. `cookie`: the next one of its session. */
  | { readonly kind: 'ended'; readonly continueTo: string; readonly cookie?: string | undefined };

/** What a browser brings from the provider. */
export interface Return {
  readonly state: string;
  /** Missing where the person has refused. */
  readonly code: string | undefined;
}

/** The redirect methods from the first click to the session. */
@Injectable()
export class RedirectSignIns {
  readonly #logger = new Logger('Redirects');

  constructor(
    private readonly methods: SignInMethods,
    private readonly store: OneTimeStore,
    private readonly states: JourneyStates,
    private readonly popups: PopupCodes,
    private readonly interactions: Interactions,
    private readonly purposes: Purposes,
    private readonly journeys: RedirectPurposes,
    private readonly signIn: CompleteSignIn,
    private readonly takes: RedirectSession,
    private readonly sessions: SessionsService,
    private readonly limits: Limits,
    private readonly originRule: OriginRule,
    private readonly counts: HourlyCounts,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /**
   * Sends a browser to the provider.
   * @throws ApiError `not_found` when the method is not offered, or not in this browser; `origin_not_allowed` for a pop-up
   *   of a page that is not listed; `invalid_request`; `rate_limited`; as `Interactions.find`
   * @returns back to its page at once, where a purpose lacks a session or a fresh proof
   */
  async begin(
    methodId: string,
    { purpose: purposeAsked, ...asked }: BeginRequest,
    browser: RedirectBrowser,
  ): Promise<Departure> {
    const method = this.requireOffered(methodId, browser);
    if (asked.display === 'embedded' && !method.isEmbeddable) throw new ApiError('invalid_request');
    if (asked.opener !== undefined && !this.originRule.isListed(asked.opener.origin))
      throw new ApiError('origin_not_allowed');
    await this.limits.redirect(browser.address.ip);
    if (asked.interaction !== undefined)
      await this.interactions.find(asked.interaction, browser.cookieHeader);
    let purpose: Purpose | undefined;
    try {
      purpose = purposeAsked && (await this.purposes.begin(purposeAsked, browser.cookie));
    } catch (error) {
      if (!(error instanceof ApiError) || purposeAsked === undefined || error.status !== 401) throw error;
      return { location: addressAfter(purposeAsked.purpose, asked.wayBack, error.code), cookies: [] };
    }
    const attempt = { ...asked, purpose, method: method.id, asksMore: false };
    const departure = await this.#depart(method, attempt, browser);
    this.#count(attempt, 'begun');
    return departure;
  }

  /** @throws ApiError `not_found` when the method is not offered, or not in this browser */
  requireOffered(methodId: string, { userAgent }: RedirectBrowser): RedirectMethod {
    const method = this.methods.forRedirect(methodId);
    if (!method.worksIn(userAgent)) throw new ApiError('not_found');
    return method;
  }

  /** Whether the journey of this state is shown in a frame, which the browser's cookies do not come to. */
  async isEmbedded(state: string): Promise<boolean> {
    const text = await this.store.read('state', state);
    return text !== undefined && (JSON.parse(text) as RedirectAttempt).display === 'embedded';
  }

  /** Whether a journey has begun in this browser. */
  hasBegunIn({ cookieHeader }: RedirectBrowser, state: string): boolean {
    return this.states.hasBegunIn(cookieHeader, state);
  }

  /** The header `Set-Cookie` with which a journey is over. */
  clearCookie(state: string): string {
    return this.states.clearCookie(state);
  }

  /**
   * Takes what a browser has brought from the provider, once. Nothing is used up by whoever has the state alone, and no
   * code is sent to the provider that has not come back to the browser in which its journey began.
   * @throws ApiError `unavailable`
   */
  async arrive(methodId: string, { state, code }: Return, browser: RedirectBrowser): Promise<Arrival> {
    const attempt = (await this.states.take(state, browser.cookieHeader)) as RedirectAttempt | undefined;
    // An answer that comes to another method's address than it was asked for at is none (RFC 9700 §4.4).
    if (attempt?.method !== methodId) return { kind: 'unknown' };
    if (code === undefined) {
      this.#count(attempt, 'declined');
      return endedBy(attempt, 'declined') ?? { kind: 'declined', attempt };
    }
    try {
      return await this.#signIn(attempt, code, browser);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      tellOperator(this.#logger, error);
      this.#count(attempt, 'failed');
      return endedBy(attempt, error.code) ?? { kind: 'failed', attempt, error };
    }
  }

  /** Sign-ins alone are counted. */
  #count({ purpose, method }: RedirectAttempt, outcome: MethodOutcome): void {
    if (purpose === undefined) this.counts.add(methodCount('redirect', method, outcome));
  }

  async #signIn(attempt: RedirectAttempt, code: string, browser: RedirectBrowser): Promise<Arrival> {
    const method = this.methods.forRedirect(attempt.method);
    const { interaction, opener, purpose, wayBack } = attempt;
    if (purpose !== undefined) await this.journeys.requireSession(purpose, browser);
    const asking = interaction && (await this.interactions.find(interaction, browser.cookieHeader));
    const proven = await this.#prove(method, code, browser);
    if (purpose !== undefined) {
      await this.limits.person(purpose.userId);
      const finished = await this.journeys.finish(purpose, proven, method);
      if (finished === undefined) return this.#askMore(method, attempt, browser);
      const continueTo = addressAfter(purpose.kind, wayBack, finished.outcome);
      return { kind: 'ended', continueTo, cookie: finished.cookie };
    }
    const person = await this.#personOf(proven, method.id);
    if (person === undefined) return this.#askMore(method, attempt, browser);
    await this.limits.person(person.id);
    const proof = { amr: method.amr, method: method.id, identity: person.provenBy };
    if (opener !== undefined) {
      const popupCode = await this.popups.issue({ userId: person.id, opener, ...proof });
      return { kind: 'popup', origin: opener.origin, code: popupCode };
    }
    const client = asking ? { id: asking.clientId, name: asking.client.name } : undefined;
    const taken = await this.takes.take(person.id, browser, {
      origin: this.settings.publicUrl,
      ...proof,
      client,
    });
    const continueTo =
      interaction === undefined
        ? wayBack
        : await this.interactions.prove(
            interaction,
            browser.cookieHeader,
            await this.sessions.requireLive(taken.sid),
          );
    return { kind: 'signed-in', taken, continueTo };
  }

  async #askMore(method: RedirectMethod, attempt: RedirectAttempt, from: RedirectBrowser): Promise<Arrival> {
    if (attempt.asksMore)
      throw new ApiError('wechat_misconfigured', { operatorHint: localize(redirectMessages.asked_in_vain) });
    return { kind: 'again', departure: await this.#depart(method, { ...attempt, asksMore: true }, from) };
  }

  async #prove(method: RedirectMethod, code: string, { address }: RedirectBrowser): Promise<RedirectProof> {
    await this.limits.scan(address.ip);
    try {
      return await method.prove(code);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'invalid_login_code')
        await this.limits.refusedLoginCode(address.ip);
      throw error;
    }
  }

  /** @returns undefined when another journey has to tell more of a new person */
  async #personOf(
    { identity, unlessKnown }: RedirectProof,
    method: string,
  ): Promise<IdentifiedUser | undefined> {
    if (unlessKnown === undefined) return this.signIn.identify(identity, method);
    const known = await this.signIn.recognise(identity, method);
    if (unlessKnown === 'ask-more') return known;
    if (known === undefined) throw unlessKnown;
    tellOperator(this.#logger, unlessKnown);
    return known;
  }

  async #depart(
    method: RedirectMethod,
    attempt: RedirectAttempt,
    { cookieHeader, language }: RedirectBrowser,
  ): Promise<Departure> {
    const { state, cookies } = await this.states.issue(attempt, cookieHeader);
    const location = method.addressFor({
      state,
      redirectUri: `${this.settings.publicUrl}/sign-in/${method.id}/callback`,
      language,
      embedded: attempt.display === 'embedded',
      asksMore: attempt.asksMore,
    });
    return { location, cookies };
  }
}

/** @returns undefined for a journey that signs somebody in */
function endedBy({ purpose, wayBack }: RedirectAttempt, outcome: PurposeOutcome): Arrival | undefined {
  return purpose && { kind: 'ended', continueTo: addressAfter(purpose.kind, wayBack, outcome) };
}
