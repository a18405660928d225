import { createHash, randomBytes } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify, type JWTVerifyResult } from 'jose';
import { clientMetadata, type ClientMetadataInput } from '../../../src/oidc/clients/client-metadata.ts';
import { ClientsTable } from '../../../src/oidc/clients/clients-table.ts';
import type { ApiUnderTest } from '../../support/api-under-test.ts';
import { interactionOf, type Landing, type OidcBrowser } from './oidc-browser.ts';

export const CALLBACK = 'https://shop.example.com/callback';

/** What an endpoint answered: parsed JSON, or null when it was none. */
export interface EndpointAnswer {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & { error?: string };
}

/** The answer of the token endpoint to a request that it grants. */
export interface Tokens {
  access_token: string;
  id_token: string;
  refresh_token?: string;
  token_type: string;
  expires_in: number;
  scope?: string;
}

export type Parameters = Record<string, string | undefined>;

/**
 * A client that says exactly what a test wants it to say, right or wrong: where `TestClient` is what sites have, this is
 * for what they should not do.
 */
export class RelyingParty {
  readonly verifier = randomBytes(32).toString('base64url');
  readonly #secret: string | undefined;

  private constructor(
    readonly api: ApiUnderTest,
    readonly metadata: ReturnType<typeof clientMetadata.parse>,
    secret: string | undefined,
  ) {
    this.#secret = secret;
  }

  /** Registers it; with PKCE unless it is exempted by `require_pkce: false`. */
  static async register(
    api: ApiUnderTest,
    changes: Partial<ClientMetadataInput> = {},
  ): Promise<RelyingParty> {
    const metadata = clientMetadata.parse({
      client_id: 'shop',
      client_name: '山前书店',
      redirect_uris: [CALLBACK],
      ...changes,
    });
    const secret =
      metadata.token_endpoint_auth_method === 'none' ? undefined : randomBytes(32).toString('base64url');
    await api.app.get(ClientsTable).insert(metadata, 'owner', secret);
    return new RelyingParty(api, metadata, secret);
  }

  /** The same client, in front of another server that has the same database. */
  at(api: ApiUnderTest): RelyingParty {
    return new RelyingParty(api, this.metadata, this.#secret);
  }

  get id(): string {
    return this.metadata.client_id;
  }

  /** Of a client that has one. */
  get secret(): string {
    return this.#secret ?? '';
  }

  /** The parameters of an authorization request; `undefined` leaves one out. */
  parameters(changes: Parameters = {}): URLSearchParams {
    const all: Parameters = {
      client_id: this.id,
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'openid profile',
      state: 'the-state',
      nonce: 'the-nonce',
      ...(this.metadata.require_pkce && {
        code_challenge: challengeOf(this.verifier),
        code_challenge_method: 'S256',
      }),
      ...changes,
    };
    const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return new URLSearchParams(given);
  }

  /** The address of an authorization request. */
  url(changes: Parameters = {}): string {
    return `/oidc/auth?${this.parameters(changes).toString()}`;
  }

  /** Sends a browser to sign in; where it is asked, its person scans. @returns the address it is sent back to */
  async signIn(browser: OidcBrowser, changes: Parameters = {}): Promise<URL> {
    return this.finish(browser, await browser.open(this.url(changes)));
  }

  /** Goes on from where a request has led the browser. @returns the address it is sent back to */
  async finish(browser: OidcBrowser, landing: Landing): Promise<URL> {
    const back = landing.url.pathname.startsWith('/interaction/')
      ? await browser.open((await browser.scan(interactionOf(landing))).body.continueTo ?? '')
      : landing;
    if (back.url.origin === this.api.settings.publicUrl)
      throw new Error(`the browser stayed: ${back.status} ${back.url.href} ${back.body}`);
    return back.url;
  }

  /** Signs somebody in and redeems the code. */
  async tokensOf(browser: OidcBrowser, changes: Parameters = {}): Promise<Tokens> {
    return this.redeem(await this.signIn(browser, changes), {
      ...(changes.redirect_uri !== undefined && { redirect_uri: changes.redirect_uri }),
    });
  }

  /** Redeems the code of an answer, and fails when it is refused. */
  async redeem(answer: URL, changes: Parameters = {}): Promise<Tokens> {
    const { status, body } = await this.exchange(answer, changes);
    if (status !== 200) throw new Error(`refused: ${status} ${JSON.stringify(body)}`);
    return body as unknown as Tokens;
  }

  /** Asks for the tokens of an answer's code. */
  exchange(answer: URL, changes: Parameters = {}): Promise<EndpointAnswer> {
    return this.token({
      grant_type: 'authorization_code',
      code: answer.searchParams.get('code') ?? undefined,
      redirect_uri: CALLBACK,
      ...(this.metadata.require_pkce && { code_verifier: this.verifier }),
      ...changes,
    });
  }

  refresh(refreshToken: string | undefined, changes: Parameters = {}): Promise<EndpointAnswer> {
    return this.token({ grant_type: 'refresh_token', refresh_token: refreshToken, ...changes });
  }

  token(form: Parameters): Promise<EndpointAnswer> {
    return this.post('/oidc/token', form);
  }

  introspect(token: string): Promise<EndpointAnswer> {
    return this.post('/oidc/introspection', { token });
  }

  revoke(token: string): Promise<EndpointAnswer> {
    return this.post('/oidc/revocation', { token });
  }

  /** A call that the client proves itself with, by the method it is registered with. */
  post(path: string, form: Parameters): Promise<EndpointAnswer> {
    const method = this.metadata.token_endpoint_auth_method;
    const basic = Buffer.from(`${encodeURIComponent(this.id)}:${encodeURIComponent(this.secret)}`).toString(
      'base64',
    );
    return this.#call(path, {
      method: 'POST',
      headers: method === 'client_secret_basic' ? { Authorization: `Basic ${basic}` } : {},
      body: formOf({
        ...(method !== 'client_secret_basic' && { client_id: this.id }),
        ...(method === 'client_secret_post' && { client_secret: this.secret }),
        ...form,
      }),
    });
  }

  userinfo(accessToken: string, init: RequestInit = {}): Promise<EndpointAnswer> {
    return this.#call('/oidc/userinfo', { headers: { Authorization: `Bearer ${accessToken}` }, ...init });
  }

  /** Checks an ID token as OpenID Connect Core 1.0 §3.1.3.7 has it, with the keys that are published. */
  verify(idToken: string): Promise<JWTVerifyResult> {
    const keys = createRemoteJWKSet(new URL(`${this.api.url}/oidc/jwks`));
    const { publicUrl } = this.api.settings;
    // The engine's time is the machine's.
    return jwtVerify(idToken, keys, { issuer: publicUrl, audience: this.id, currentDate: new Date() });
  }

  async claims(idToken: string): Promise<Record<string, unknown>> {
    return (await this.verify(idToken)).payload;
  }

  async #call(path: string, init: RequestInit): Promise<EndpointAnswer> {
    const answer = await fetch(this.api.url + path, init);
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: (text === '' ? null : JSON.parse(text)) as EndpointAnswer['body'],
    };
  }
}

/** RFC 7636 §4.2. */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

function formOf(form: Parameters): URLSearchParams {
  return new URLSearchParams(
    Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** The discovery document. */
export async function discoveryOf(api: ApiUnderTest): Promise<Record<string, unknown>> {
  const answer = await fetch(`${api.url}/.well-known/openid-configuration`);
  return (await answer.json()) as Record<string, unknown>;
}
