import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { Limits } from '../../limits/limits.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import type { ClientAddress } from '../../platform/http/client-address.ts';
import { tellOperator } from '../../platform/http/problem.filter.ts';
import { ChatStore } from '../methods/official-account/chat-store.ts';
import { OfficialAccountWebMethod } from '../methods/official-account-web/official-account-web-method.ts';
import { JourneyStates } from '../redirects/journey-states.ts';

/** Kept with the `state`: no sign-in has this form, and none is taken for one. */
interface ConfirmAttempt {
  /** Id of the page. */
  readonly confirm: string;
}

/** What became of a browser that has come back. */
export type ConfirmArrival =
  /** Not begun in this browser, too long ago, or it has come back before. */
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'failed'; readonly id: string; readonly error: ApiError }
  /** WeChat names somebody else. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'proven'; readonly id: string };

interface Browser {
  readonly cookieHeader: string | undefined;
  readonly address: ClientAddress;
}

/**
 * The silent way to WeChat and back (`snsapi_base`) that proves who has opened the page. It tells the openid alone, which
 * is enough: the event of the scan has named the same one.
 */
@Injectable()
export class ConfirmJourney {
  readonly #logger = new Logger('ConfirmPage');

  constructor(
    private readonly states: JourneyStates,
    private readonly method: OfficialAccountWebMethod,
    private readonly store: ChatStore,
    private readonly limits: Limits,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /** @throws ApiError `rate_limited`, `unavailable` */
  async begin(id: string, { cookieHeader, address }: Browser) {
    await this.limits.redirect(address.ip);
    const attempt: ConfirmAttempt = { confirm: id };
    const { state, cookies } = await this.states.issue(attempt, cookieHeader);
    const location = this.method.addressFor({
      state,
      redirectUri: `${this.settings.publicUrl}/confirm/callback`,
      language: 'zh', // WeChat shows no page
      embedded: false,
      asksMore: false,
    });
    return { location, cookies };
  }

  /**
   * Takes what a browser has brought, once.
   * @param code - missing where the person has refused
   * @throws ApiError `unavailable`
   */
  async arrive(
    { state, code }: { state: string; code: string | undefined },
    { cookieHeader, address }: Browser,
  ): Promise<ConfirmArrival> {
    const attempt = (await this.states.take(state, cookieHeader)) as Partial<ConfirmAttempt> | undefined;
    const id = attempt?.confirm;
    if (id === undefined) return { kind: 'unfinished' };
    if (code === undefined) return { kind: 'failed', id, error: new ApiError('access_denied') };
    try {
      await this.limits.scan(address.ip);
      const { identity } = await this.method.prove(code);
      const page = await this.store.page(id);
      if (page === undefined) throw new ApiError('scene_expired');
      return identity.subject === page.openid ? { kind: 'proven', id } : { kind: 'foreign' };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.code === 'invalid_login_code') await this.limits.refusedLoginCode(address.ip);
      tellOperator(this.#logger, error);
      return { kind: 'failed', id, error };
    }
  }

  /** The header `Set-Cookie` with which a journey is over. */
  clearCookie(state: string): string {
    return this.states.clearCookie(state);
  }
}
