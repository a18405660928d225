import * as client from 'openid-client';
import { clientMetadata, type ClientMetadataInput } from '../../../src/oidc/clients/client-metadata.ts';
import { ClientsTable } from '../../../src/oidc/clients/clients-table.ts';
import type { ApiUnderTest } from '../../support/api-under-test.ts';

export const REDIRECT_URI = 'https://shop.example.com/callback';
export const SECRET = 'a-client-secret-of-forty-three-characters-x';

/** A client as a site has it: openid-client, which others wrote, asks our server by its discovery document. */
export class TestClient {
  private constructor(
    readonly id: string,
    readonly config: client.Configuration,
  ) {}

  /** Registers a client and reads the discovery document. */
  static async register(api: ApiUnderTest, changes: Partial<ClientMetadataInput> = {}): Promise<TestClient> {
    const metadata = clientMetadata.parse({
      client_id: 'shop',
      client_name: '山前书店',
      redirect_uris: [REDIRECT_URI],
      ...changes,
    });
    const isPublic = metadata.token_endpoint_auth_method === 'none';
    await api.app.get(ClientsTable).insert(metadata, 'owner', isPublic ? undefined : SECRET);
    const config = await client.discovery(
      new URL(api.settings.publicUrl),
      metadata.client_id,
      { id_token_signed_response_alg: metadata.id_token_signed_response_alg },
      isPublic ? client.None() : client.ClientSecretBasic(SECRET),
      { execute: [client.allowInsecureRequests] },
    );
    return new TestClient(metadata.client_id, config);
  }

  /** An authorization request, and what is needed to redeem its answer. */
  async request(parameters: Record<string, string> = {}): Promise<AuthorizationRequest> {
    const verifier = client.randomPKCECodeVerifier();
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    const url = client.buildAuthorizationUrl(this.config, {
      redirect_uri: REDIRECT_URI,
      scope: 'openid profile',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
      ...parameters,
    });
    return { url, checks: { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce } };
  }

  /** Redeems the code of the address that the browser was sent back to. */
  redeem(answer: URL, { checks }: AuthorizationRequest) {
    return client.authorizationCodeGrant(this.config, answer, { ...checks, idTokenExpected: true });
  }
}

export interface AuthorizationRequest {
  url: URL;
  checks: { pkceCodeVerifier: string; expectedState: string; expectedNonce: string };
}
