import type { IdentityProvider } from '@maqiao/shared';
import type { ProvenIdentity } from '../../people/identities/proven-identity.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import type { WebOauthApp, WebOauthClient, WebOauthProof } from '../../wechat/web-oauth-client.ts';
import type { RedirectProof } from './redirect-method.ts';

/** An exchanged code, and the account that it was for. */
interface Exchanged {
  readonly provider: IdentityProvider;
  readonly app: WebOauthApp;
  readonly proof: WebOauthProof;
}

/** The identity alone, without what WeChat shows of the person. */
export function bareIdentity({ provider, app, proof }: Exchanged): ProvenIdentity {
  const { openid, accessToken, refreshToken } = proof;
  return { provider, appId: app.appId, subject: openid, webTokens: { accessToken, refreshToken } };
}

/**
 * The identity with its profile, and with the unionid, which is believed only now that `sns/userinfo` has answered. Where
 * it has not, a person who is known signs in, and nobody is made: they may be known by a unionid, or be a visitor of a
 * snapshot page, whom WeChat does not always name as one, and whose openid is shared by strangers.
 */
export async function identityWithProfile(
  client: WebOauthClient,
  exchanged: Exchanged,
): Promise<RedirectProof> {
  const { app, proof } = exchanged;
  const identity = bareIdentity(exchanged);
  try {
    const profile = await client.fetchProfile(app, proof.accessToken, proof.openid);
    if (profile.openid !== proof.openid) throw new ApiError('wechat_unavailable');
    const { nickname, pictureUrl } = profile;
    return {
      identity: { ...identity, unionid: believed(proof, profile), profile: { nickname, pictureUrl } },
    };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { identity, unlessKnown: error };
  }
}

/** Two answers that name two are believed in neither. */
function believed(
  { unionid: first }: { unionid: string | undefined },
  { unionid: second }: { unionid: string | undefined },
): string | undefined {
  if (first !== undefined && second !== undefined && first !== second) return undefined;
  return second ?? first;
}
