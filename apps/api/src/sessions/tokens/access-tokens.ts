import { sign, verify } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../../platform/http/api-error.ts';
import { decodeBase64url } from '../../platform/secret/base64url.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { randomId } from '../../platform/secret/random.ts';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { derSignature, joseSignature } from './ecdsa-signature.ts';
import { KnownSignatures } from './known-signatures.ts';
import type { SigningKey } from './signing-key.ts';
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
  readonly #known = new KnownSignatures();

  constructor(
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** A token of {@link ACCESS_TOKEN_SECONDS}. Synchronous: WebCrypto's way costs several times as much. */
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
    const signature = joseSignature(sign('sha256', Buffer.from(signed), key.privateKey));
    const token = `${signed}.${signature.toString('base64url')}`;
    this.#known.add(token);
    return token;
  }

  /**
   * The claims of a token that we signed for one of these audiences and that has not expired (30 s leeway). Only we
   * make them, so a header must be, to the letter, the one that its key writes: nothing in it is left to choose; nor is
   * there a second spelling of the signature.
   * @throws ApiError `invalid_token`, always the same, whatever is wrong with it
   */
  async verify(token: string, { audiences }: { audiences: readonly string[] }): Promise<AccessTokenClaims> {
    const [header = '', payload = '', signature = '', ...more] = token.split('.');
    const key = this.keys.byHeader(header) ?? (await this.#unseenKey(header));
    if (key === undefined || more.length > 0) throw new ApiError('invalid_token');
    if (!this.#known.has(token)) {
      if (!isSigned(key, `${header}.${payload}`, signature)) throw new ApiError('invalid_token');
      this.#known.add(token);
    }
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as TokenPayload;
    const now = Math.floor(this.clock.now() / 1000);
    const { iss, aud, exp, iat, nbf, jti } = claims;
    const timely =
      typeof exp === 'number' &&
      typeof iat === 'number' &&
      exp > now - CLOCK_LEEWAY_SECONDS &&
      (nbf === undefined || (typeof nbf === 'number' && nbf <= now + CLOCK_LEEWAY_SECONDS));
    const ours = iss === this.settings.publicUrl && typeof jti === 'string';
    if (!timely || !ours || typeof aud !== 'string' || !audiences.includes(aud)) {
      throw new ApiError('invalid_token');
    }
    return checkedClaims({ ...claims, aud, exp });
  }

  /** The key of a header that no key in hand writes: perhaps another instance has made it since. */
  async #unseenKey(header: string): Promise<SigningKey | undefined> {
    const kid = kidOf(header);
    const key = kid === undefined ? undefined : await this.keys.find(kid);
    return key?.encodedHeader === header ? key : undefined;
  }
}

/** What a payload that we signed may hold; a key that has leaked could sign anything, so each is looked at. */
type TokenPayload = Partial<
  Record<'iss' | 'sub' | 'aud' | 'client_id' | 'sid' | 'exp' | 'iat' | 'nbf' | 'jti', unknown>
>;

function isSigned({ publicKey }: SigningKey, signed: string, signature: string): boolean {
  const bytes = decodeBase64url(signature);
  const der = bytes && derSignature(bytes);
  return der !== undefined && verify('sha256', Buffer.from(signed), publicKey, der);
}

function kidOf(header: string): string | undefined {
  try {
    const { kid } = JSON.parse(String(decodeBase64url(header))) as { kid?: unknown };
    return typeof kid === 'string' ? kid : undefined;
  } catch {
    return undefined;
  }
}

/** RFC 9068 §4 beyond signature and times: one audience, which is the client; a session for browsers only. */
function checkedClaims({
  sub,
  aud,
  exp,
  client_id,
  sid,
}: TokenPayload & { aud: string; exp: number }): AccessTokenClaims {
  if (aud !== client_id || typeof sub !== 'string') throw new ApiError('invalid_token');
  if (aud === MINI_PROGRAM_AUDIENCE && sid === undefined) return { sub, aud, exp };
  if (aud === MINI_PROGRAM_AUDIENCE || typeof sid !== 'string') throw new ApiError('invalid_token');
  return { sub, aud, sid, exp };
}
