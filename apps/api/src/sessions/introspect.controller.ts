import { Controller, Post } from '@nestjs/common';
import type { IntrospectRequest, IntrospectResponse } from '@maqiao/shared';
import { introspectRequest, introspectResponse } from '@maqiao/shared/schemas';
import { ApiAnswer } from '../platform/http/api-answer.ts';
import { JsonBody } from '../platform/http/json-body.ts';
import { SiteKey } from '../limits/site-key.guard.ts';
import { Introspection } from './introspection.ts';

/** For the site's own backend, server to server: is this token still valid, and which openid does its person have? */
@Controller('api')
export class IntrospectController {
  constructor(private readonly introspection: Introspection) {}

  @Post('introspect')
  @ApiAnswer('Ask about an access token (RFC 7662); needs SITE_API_KEY', 200, introspectResponse)
  @SiteKey()
  introspect(@JsonBody(introspectRequest) { token }: IntrospectRequest): Promise<IntrospectResponse> {
    return this.introspection.of(token);
  }
}
