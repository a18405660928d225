import { Controller, Inject, Post, Req } from '@nestjs/common';
import type { IntrospectRequest, IntrospectResponse } from '@maqiao/shared';
import { introspectRequest, introspectResponse } from '@maqiao/shared/schemas';
import type { FastifyRequest } from 'fastify';
import { ApiAnswer } from '../common/api-answer.ts';
import { ApiError } from '../common/api-error.ts';
import { JsonBody } from '../common/json-body.ts';
import { sameText } from '../common/same-text.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { Introspection } from './introspection.ts';

/** For the site's own backend, server to server: is this token still good, and whose openid is it? */
@Controller('api')
export class IntrospectController {
  constructor(
    private readonly introspection: Introspection,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Without SITE_API_KEY the call does not exist. */
  @Post('introspect')
  @ApiAnswer('Ask about an access token (RFC 7662); needs SITE_API_KEY', 200, introspectResponse)
  async introspect(
    @Req() request: FastifyRequest,
    @JsonBody(introspectRequest) { token }: IntrospectRequest,
  ): Promise<IntrospectResponse> {
    if (this.settings.siteApiKey === undefined) throw new ApiError('not_found');
    const presented = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (presented === undefined || !sameText(presented, this.settings.siteApiKey)) {
      throw new ApiError('invalid_token');
    }
    return this.introspection.of(token);
  }
}
