import type { ClaimResult, LoginResult, OwnPasskey, OwnPasskeys, PasskeyOptions } from '@maqiao/shared';
import { claimResult, loginResult, ownPasskey, ownPasskeys, passkeyOptions } from '@maqiao/shared/schemas';
import { OidcBrowser } from '../../oidc/support/oidc-browser.ts';
import { startApi, type ApiUnderTest } from '../../support/api-under-test.ts';
import type { Refusable } from '../../support/answer.ts';
import { Authenticator } from './authenticator.ts';

export const SITE = 'https://login.example.com';

/** Starts an API where passkeys are offered; it is stopped after the test. */
export function startWithPasskeys(environment: Record<string, string> = {}): Promise<ApiUnderTest> {
  return startApi({ environment: { PUBLIC_URL: SITE, CONFIRM_MODE: 'never', ...environment } });
}

type Answer<T> = Promise<{ status: number; body: T & Refusable }>;

/** Somebody in front of our page, with an authenticator. */
export class PasskeyPerson {
  readonly browser: OidcBrowser;
  token = '';

  constructor(
    readonly api: ApiUnderTest,
    person = 'a',
    readonly device = new Authenticator(api.settings.publicUrl),
  ) {
    this.browser = new OidcBrowser(api, person);
  }

  /** With the phone. */
  async signIn(): Promise<this> {
    this.token = (await this.browser.scan()).body.accessToken;
    return this;
  }

  /** What our own page calls, as the person who is signed in here. */
  async call<T>(path: string, body?: object, method = body === undefined ? 'GET' : 'POST'): Answer<T> {
    const answer = await this.browser.send(path, {
      method,
      headers: {
        Origin: this.api.settings.publicUrl,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(this.token !== '' && { Authorization: `Bearer ${this.token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as T & Refusable };
  }

  /** The options of a call that begins. @throws Error when it is refused */
  async options(path: string, body: object = {}): Promise<PasskeyOptions> {
    return passkeyOptions.parse((await this.call<PasskeyOptions>(`/api/passkeys/${path}`, body)).body);
  }

  /** Adds a passkey to their account. */
  async add(): Promise<OwnPasskey> {
    const credential = this.device.create(await this.options('options'));
    const added = await this.call<OwnPasskey>('/api/passkeys', { credential });
    return ownPasskey.parse(added.body);
  }

  async list(): Promise<OwnPasskeys> {
    return ownPasskeys.parse((await this.call('/api/passkeys')).body);
  }

  /** Signs in with a passkey, in a browser where nobody need be signed in. */
  async passkeyIn(
    deviation: Parameters<Authenticator['get']>[1] = {},
    begin: object = {},
  ): Answer<ClaimResult> {
    const options = await this.options('sign-in/options', begin);
    const answer = await this.call<ClaimResult>('/api/passkeys/sign-in', {
      credential: this.device.get(options, deviation),
    });
    if (answer.status === 200) this.token = claimResult.parse(answer.body).accessToken;
    return answer;
  }

  async stepUp(device = this.device): Answer<LoginResult> {
    const credential = device.get(await this.options('step-up/options'));
    const answer = await this.call<LoginResult>('/api/passkeys/step-up', { credential });
    if (answer.status === 200) loginResult.parse(answer.body);
    return answer;
  }

  /** Kinds of their audit log, the newest first. */
  async log(): Promise<string[]> {
    const rows = await this.api
      .database()
      .selectFrom('security_events')
      .select('kind')
      .orderBy('id', 'desc')
      .execute();
    return rows.map(({ kind }) => kind);
  }
}
