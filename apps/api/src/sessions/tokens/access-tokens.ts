import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT, type JWTHeaderParameters, type JWTPayload } from 'jose';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { decodeBase64url } from '../../platform/secret/base64url.ts';
import { randomId } from '../../platform/secret/random.ts';
import { ACCESS_TOKEN_SECONDS, CLOCK_LEEWAY_SECONDS, MINI_PROGRAM_AUDIENCE } from './access-token-rules.ts';
import { SIGNING_ALGORITHM } from './signing-key.ts';
import { SigningKeys } from './signing-keys.ts';

/** The claims of a token that we signed. Times are Unix seconds. */
export interface AccessTokenClaims {
  /** Our id of the person. */
  sub: string;
  /** An origin, or `mini-program`. */
  aud: string;
  /** The session; present when the audience is an origin. */
  sid?: string;
  exp: number;
}

/** What a new token says. */
interface TokenContent {
  sub: string;
  aud: string;
  sid?: string;
  mergedSubs?: readonly string[];
}

/** RFC 9068 §2.1: so that no other JWT of this issuer is taken for an access token. */
const TOKEN_TYPE = 'at+jwt';
const REQUIRED_CLAIMS = ['sub', 'exp', 'iat', 'jti', 'client_id'];

/** Access tokens in the form of RFC 9068, signed with ES256 instead of its RS256. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * A token of {@link ACCESS_TOKEN_SECONDS}.
   * @param mergedSubs by which ids the same person was known before; a claim only where there are any (RFC 9068 §2.2.2)
   */
  mint({ sub, aud, sid, mergedSubs = [] }: TokenContent): Promise<string> {
    const { kid, privateKey } = this.keys.signer();
    const issuedAt = Math.floor(this.clock.now() / 1000);
    return new SignJWT({
      client_id: aud,
      ...(sid !== undefined && { sid }),
      ...(mergedSubs.length > 0 && { merged_subs: [...mergedSubs] }),
    })
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: TOKEN_TYPE, kid })
      .setIssuer(this.settings.publicUrl)
      .setSubject(sub)
      .setAudience(aud)
      .setJti(randomId())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ACCESS_TOKEN_SECONDS)
      .sign(privateKey);
  }

  /**
   * The claims of a token that we signed for one of these audiences and that has not expired (30 s leeway). Of each token
   * there is one spelling only.
   * @throws ApiError `invalid_token`, the same error for every reason
   */
  async verify(token: string, { audiences }: { audiences: readonly string[] }): Promise<AccessTokenClaims> {
    if (!isCanonical(token)) throw new ApiError('invalid_token');
    const payload = await this.#verified(token, audiences).catch(() => {
      throw new ApiError('invalid_token');
    });
    return checkedClaims(payload);
  }

  async #verified(token: string, audiences: readonly string[]): Promise<JWTPayload> {
    const { payload } = await jwtVerify(token, (header) => this.#keyOf(header), {
      algorithms: [SIGNING_ALGORITHM],
      typ: TOKEN_TYPE,
      issuer: this.settings.publicUrl,
      audience: [...audiences],
      requiredClaims: REQUIRED_CLAIMS,
      clockTolerance: CLOCK_LEEWAY_SECONDS,
      currentDate: new Date(this.clock.now()),
    });
    return payload;
  }

  async #keyOf({ kid }: JWTHeaderParameters) {
    const key = kid === undefined ? undefined : await this.keys.find(kid);
    if (key === undefined) throw new ApiError('invalid_token');
    return key.publicKey;
  }
}

/** Whether each part is base64url without padding and without set bits after its last byte (RFC 4648 §3.5). */
function isCanonical(token: string): boolean {
  return token.split('.').every((part) => decodeBase64url(part) !== undefined);
}

/** RFC 9068 §4 beyond signature and times: one audience, which is the client; a session for browsers only. */
function checkedClaims({ sub, aud, exp, client_id, sid }: JWTPayload): AccessTokenClaims {
  if (typeof sub !== 'string' || typeof aud !== 'string' || aud !== client_id || exp === undefined) {
    throw new ApiError('invalid_token');
  }
  if (aud === MINI_PROGRAM_AUDIENCE && sid === undefined) return { sub, aud, exp };
  if (aud === MINI_PROGRAM_AUDIENCE || typeof sid !== 'string') throw new ApiError('invalid_token');
  return { sub, aud, sid, exp };
}
