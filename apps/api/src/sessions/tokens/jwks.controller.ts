import { Controller, Get, Header } from '@nestjs/common';
import { OpenToEverybody } from '../../platform/http/callers.ts';
import { SigningKeys } from './signing-keys.ts';

/** The public keys (RFC 7517), for every backend that verifies our tokens. */
@Controller('.well-known')
export class JwksController {
  constructor(private readonly keys: SigningKeys) {}

  @Get('jwks.json')
  @OpenToEverybody()
  @Header('Cache-Control', 'public, max-age=300')
  @Header('Access-Control-Allow-Origin', '*')
  jwks(): ReturnType<SigningKeys['jwks']> {
    return this.keys.jwks();
  }
}
