import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import * as oidc from 'openid-client';
import { afterTest } from '../../support/after-test.ts';
import type { Stack } from '../../support/stack.ts';

/** Another redirect URI of each client, on a host that is no machine: for pages that only name it. */
export const ELSEWHERE = 'https://shop.example.com/callback';

/** What a client asks for beside the usual. */
type Parameters = Record<string, string>;

/** What the client was sent back with, and what it has made of it. */
interface Answer {
  error?: string;
  sub?: string;
  sid?: string;
  authTime?: number;
  name?: string;
}

export interface ClientSite {
  /** Its first page, with a link to sign in. */
  readonly url: string;
  /** Where a browser begins to sign in to it. */
  signInUrl(parameters?: Parameters): string;
  /** Everything that came back, in order. */
  readonly answers: Answer[];
}

interface ClientOptions {
  id?: string;
  name?: string;
  /** Host name under which browsers find it: every one under `localhost` is this machine, and loopback only that itself. */
  host?: string;
}

/**
 * A site that knows no password and leaves it to the server: openid-client, which others wrote, behind three pages. It is
 * a public client, registered in the API's database.
 */
export async function startClientSite(
  stack: Stack,
  { id = 'shop', name = '海边杂货', host = 'localhost' }: ClientOptions = {},
): Promise<ClientSite> {
  const answers: Answer[] = [];
  const begun = new Map<string, { verifier: string; nonce: string }>();
  let config: oidc.Configuration | undefined;
  const server = createServer((request, response) => {
    void serve(new URL(request.url ?? '/', url)).then(
      ({ location, page }) => {
        if (location !== undefined) response.writeHead(302, { location }).end();
        else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterTest(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://${host}:${port}`;
  const redirectUri = `${url}/callback`;
  registerClient(stack, { id, name, redirectUri });

  async function serve(at: URL): Promise<{ location?: string; page?: string }> {
    switch (at.pathname) {
      case '/sign-in':
        return { location: await authorization(Object.fromEntries(at.searchParams)) };
      case '/callback':
        answers.push(await redeem(at));
        return { page: '<title>Back</title><h1 id="back">Back at the shop</h1>' };
      default:
        return { page: '<title>Shop</title><a id="sign-in" href="/sign-in">Sign in</a>' };
    }
  }

  /** The server is asked at the address of this process, whatever its name for browsers is. */
  async function configuration(): Promise<oidc.Configuration> {
    config ??= await oidc.discovery(
      new URL(stack.url),
      id,
      { id_token_signed_response_alg: 'RS256' },
      oidc.None(),
      { execute: [oidc.allowInsecureRequests] },
    );
    return config;
  }

  async function authorization(parameters: Parameters): Promise<string> {
    const [verifier, state, nonce] = [oidc.randomPKCECodeVerifier(), oidc.randomState(), oidc.randomNonce()];
    begun.set(state, { verifier, nonce });
    return oidc.buildAuthorizationUrl(await configuration(), {
      redirect_uri: redirectUri,
      scope: 'openid profile',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...parameters,
    }).href;
  }

  async function redeem(at: URL): Promise<Answer> {
    const state = at.searchParams.get('state') ?? '';
    const known = begun.get(state);
    if (!known) throw new Error('an answer to nothing that was asked');
    begun.delete(state);
    const error = at.searchParams.get('error');
    if (error !== null) return { error };
    const tokens = await oidc.authorizationCodeGrant(await configuration(), at, {
      pkceCodeVerifier: known.verifier,
      expectedState: state,
      expectedNonce: known.nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new Error('no ID token');
    return {
      sub: claims.sub,
      ...(typeof claims.sid === 'string' && { sid: claims.sid }),
      ...(claims.auth_time !== undefined && { authTime: claims.auth_time }),
    };
  }

  return {
    url,
    answers,
    signInUrl: (parameters = {}) => `${url}/sign-in?${new URLSearchParams(parameters).toString()}`,
  };
}

/** Registers a public client, as `npm run clients` does. */
function registerClient(
  stack: Stack,
  { id, name, redirectUri }: { id: string; name: string; redirectUri: string },
): void {
  const metadata = {
    client_id: id,
    client_name: name,
    // http is for loopback only; the other names are this machine's as well, and stand for hosts of the network.
    application_type: 'web',
    redirect_uris: [redirectUri, ELSEWHERE],
    post_logout_redirect_uris: [],
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    id_token_signed_response_alg: 'RS256',
    scope: 'openid profile offline_access wechat email',
    email_domain: 'users.example.com',
    require_pkce: true,
  };
  const now = Date.now();
  withDatabase(stack, (database) =>
    database
      .prepare(
        'INSERT INTO clients (client_id, metadata, source, created_at, updated_at) VALUES (?, ?, ?, ?, ?)',
      )
      .run(id, JSON.stringify(metadata), 'owner', now, now),
  );
}

/** Removes a client, as its owner does. */
export function removeClient(stack: Stack, id = 'shop'): void {
  withDatabase(stack, (database) => database.prepare('DELETE FROM clients WHERE client_id = ?').run(id));
}

/** Clears what the engine keeps of interactions, as after a quarter of an hour. */
export function expireInteractions(stack: Stack): void {
  withDatabase(stack, (database) =>
    database.prepare("DELETE FROM oidc_records WHERE model = 'Interaction'").run(),
  );
}

/** The sessions that browsers are signed in with, in the order of their beginnings, and why they ended. */
export function sessionsOf(stack: Stack): { sid: string; reason: string | null }[] {
  return withDatabase(stack, (database) =>
    database
      .prepare('SELECT sid, revoked_reason AS reason FROM sessions ORDER BY created_at')
      .all()
      .map((row) => row as { sid: string; reason: string | null }),
  );
}

function withDatabase<T>({ databaseFile }: Stack, use: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(databaseFile, { timeout: 5000 });
  try {
    return use(database);
  } finally {
    database.close();
  }
}
