import { sign } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { jwtVerify, type JWTPayload } from 'jose';
import { ApiError } from '../common/api-error.ts';
import { Clock } from '../common/clock.ts';
import { randomId } from '../common/random.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { SigningKeys } from './signing-keys.ts';
import { ACCESS_TOKEN_SECONDS, CLOCK_LEEWAY_SECONDS, MINI_PROGRAM_AUDIENCE } from './access-token-rules.ts';

/** What a token says that was signed by us. Times are Unix seconds. */
export interface AccessTokenClaims {
  /** Our id of the person. */
  sub: string;
  /** An origin, or `mini-program`. */
  aud: string;
  /** The session; present when the audience is an origin. */
  sid?: string;
  exp: number;
}

/** Access tokens in the form of RFC 9068, signed with ES256 instead of its RS256. */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** A token of {@link ACCESS_TOKEN_SECONDS}. Synchronous: `crypto.sign` takes 28 µs, a fifth of WebCrypto's way. */
  mint(claims: { sub: string; aud: string; sid?: string }): string {
    const key = this.keys.signer();
    const issuedAt = Math.floor(this.clock.now() / 1000);
    const payload = {
      iss: this.settings.publicUrl,
      sub: claims.sub,
      aud: claims.aud,
      client_id: claims.aud,
      sid: claims.sid,
      jti: randomId(),
      iat: issuedAt,
      exp: issuedAt + ACCESS_TOKEN_SECONDS,
    };
    const signed = `${key.encodedHeader}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`;
    const signature = sign('sha256', Buffer.from(signed), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
    return `${signed}.${signature.toString('base64url')}`;
  }

  /**
   * The claims of a token that we signed for one of these audiences and that has not expired (30 s leeway).
   * @throws ApiError `invalid_token`, always the same, whatever is wrong with it
   */
  async verify(token: string, { audiences }: { audiences: readonly string[] }): Promise<AccessTokenClaims> {
    let payload: JWTPayload;
    try {
      ({ payload } = await jwtVerify(
        token,
        async ({ kid }) => {
          const key = kid === undefined ? undefined : await this.keys.find(kid);
          if (key === undefined) throw new ApiError('invalid_token');
          return key.publicKey;
        },
        {
          algorithms: ['ES256'],
          typ: 'at+jwt',
          issuer: this.settings.publicUrl,
          audience: [...audiences],
          requiredClaims: ['sub', 'exp', 'iat', 'jti', 'client_id'],
          clockTolerance: CLOCK_LEEWAY_SECONDS,
          currentDate: new Date(this.clock.now()),
        },
      ));
    } catch (error) {
      throw error instanceof ApiError ? error : new ApiError('invalid_token');
    }
    return checkedClaims(payload);
  }
}

/** RFC 9068 §4 beyond what jose checks: one audience, which is the client; a session for browsers only. */
function checkedClaims({ sub, aud, exp, client_id, sid }: JWTPayload): AccessTokenClaims {
  const oneAudience = typeof aud === 'string' && aud === client_id;
  if (!oneAudience || sub === undefined || exp === undefined) throw new ApiError('invalid_token');
  if (aud === MINI_PROGRAM_AUDIENCE && sid === undefined) return { sub, aud, exp };
  if (aud === MINI_PROGRAM_AUDIENCE || typeof sid !== 'string') throw new ApiError('invalid_token');
  return { sub, aud, sid, exp };
}
