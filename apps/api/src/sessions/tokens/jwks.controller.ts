import { Controller, Get, Header, Inject } from '@nestjs/common';
import { OpenToEverybody } from '../../platform/http/callers.ts';
import { RSA_SIGNING_KEYS } from './key-families.ts';
import { SigningKeys } from './signing-keys.ts';

/** The public keys (RFC 7517), for every backend that verifies our tokens. */
@Controller('.well-known')
export class JwksController {
  constructor(
    private readonly keys: SigningKeys,
    @Inject(RSA_SIGNING_KEYS) private readonly rsaKeys: SigningKeys,
  ) {}

  @Get('jwks.json')
  @OpenToEverybody()
  @Header('Cache-Control', 'public, max-age=300')
  @Header('Access-Control-Allow-Origin', '*')
  jwks(): ReturnType<SigningKeys['jwks']> {
    return { keys: [...this.keys.jwks().keys, ...this.rsaKeys.jwks().keys] };
  }
}
