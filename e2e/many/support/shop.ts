import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as oidc from 'openid-client';
import { oneShotFetch } from './one-shot-fetch.ts';

const ID = 'shop';
const REDIRECT_URI = 'https://shop.example.com/callback';

/** Pauses between tries, while a server says that it is away. */
const PAUSE_MS = 100;

/** A file for CLIENTS_FILE that registers the shop, in a folder of its own. */
export interface ClientsFile {
  readonly path: string;
  readonly secret: string;
  remove(): void;
}

export function writeClientsFile(): ClientsFile {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-clients-'));
  const path = join(folder, 'clients.json');
  const secret = randomBytes(32).toString('base64url');
  const client = {
    client_id: ID,
    client_name: '山前书店',
    redirect_uris: [REDIRECT_URI],
    client_secret: secret,
  };
  writeFileSync(path, JSON.stringify([client]), { mode: 0o600 });
  return { path, secret, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A request of the shop for somebody to sign in. */
export interface ShopRequest {
  readonly url: URL;
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

/** A client's backend: openid-client, which others wrote. Each of its calls has a connection of its own. */
export class Shop {
  readonly #config: oidc.Configuration;

  private constructor(config: oidc.Configuration) {
    this.#config = config;
  }

  /** Reads the discovery document behind the balancer. */
  static async open(url: string, { secret }: ClientsFile): Promise<Shop> {
    const options = { execute: [oidc.allowInsecureRequests], [oidc.customFetch]: fetchOnce };
    return new Shop(await oidc.discovery(new URL(url), ID, {}, oidc.ClientSecretBasic(secret), options));
  }

  async request(): Promise<ShopRequest> {
    const [verifier, state, nonce] = [oidc.randomPKCECodeVerifier(), oidc.randomState(), oidc.randomNonce()];
    const url = oidc.buildAuthorizationUrl(this.#config, {
      redirect_uri: REDIRECT_URI,
      scope: 'openid profile',
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    return { url, verifier, state, nonce };
  }

  /** Redeems the code of the address that the browser was sent back to. One try. */
  redeem(back: URL, { verifier, state, nonce }: ShopRequest) {
    return oidc.authorizationCodeGrant(this.#config, back, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
  }

  /** Redeems as a patient backend does: again for as long as the server is away. @param refused gets each status */
  async insist(back: URL, request: ShopRequest, refused: (status: number) => void) {
    for (;;) {
      try {
        return await this.redeem(back, request);
      } catch (error) {
        const status = statusOf(error);
        if (status === undefined || status < 500) throw error;
        refused(status);
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      }
    }
  }

  userInfo(accessToken: string, sub: string) {
    return oidc.fetchUserInfo(this.#config, accessToken, sub);
  }
}

/** The status of the answer that openid-client refuses to take. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof oidc.ResponseBodyError) return error.status;
  return error instanceof Error && error.cause instanceof Response ? error.cause.status : undefined;
}

const fetchOnce: oidc.CustomFetch = (url, { method, headers, body, signal }) =>
  oneShotFetch(url, {
    method,
    headers,
    ...(body != null && { body: new URLSearchParams(body as URLSearchParams).toString() }),
    ...(signal && { signal }),
  });
