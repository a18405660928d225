import { Injectable } from '@nestjs/common';
import jsonwebtoken from 'jsonwebtoken';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { PUBLIC_URL, TOKEN_SECONDS } from './settings.ts';

/** Access tokens as the product's: RFC 9068, ES256, the same claims. */
@Injectable()
export class TokensService {
  // Key objects: jsonwebtoken would read a PEM again for every token.
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  sign(subject: string, audience: string, sid?: string): string {
    return jsonwebtoken.sign(
      { client_id: audience, ...(sid !== undefined && { sid }) },
      this.keys.privateKey,
      {
        algorithm: 'ES256',
        keyid: 'usual',
        header: { alg: 'ES256', typ: 'at+jwt' },
        issuer: PUBLIC_URL,
        subject,
        audience,
        expiresIn: TOKEN_SECONDS,
        jwtid: randomBytes(16).toString('base64url'),
      },
    );
  }

  /** The person of a phone's token; undefined when it is none of ours, or too old. */
  personOf(token: string): string | undefined {
    try {
      const { sub } = jsonwebtoken.verify(token, this.keys.publicKey, {
        algorithms: ['ES256'],
        issuer: PUBLIC_URL,
        audience: 'mini-program',
        clockTolerance: 30,
      }) as jsonwebtoken.JwtPayload;
      return sub;
    } catch {
      return undefined;
    }
  }
}
