import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { SiteInfo } from '@maqiao/shared';
import { siteInfo, siteQuery } from '@maqiao/shared/schemas';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ApiAnswer } from '../../platform/http/api-answer.ts';
import { ApiProduces } from '../../platform/http/api-docs-decorators.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { CheckedQuery } from '../../platform/http/checked-query.ts';
import { OpenToEverybody } from '../../platform/http/callers.ts';
import { OriginRule } from '../../platform/http/origin-rule.ts';
import { Branding } from './branding.ts';

/** How long a page or a phone may cache the answer, in seconds. */
const KEPT_SECONDS = 300;

/** The branding of a site. It is public. */
@Controller('api/site')
export class SiteController {
  constructor(
    private readonly branding: Branding,
    private readonly originRule: OriginRule,
  ) {}

  @Get()
  @OpenToEverybody()
  @ApiAnswer(
    'Name, logo and colour of the site, and words in the best of the languages asked for',
    200,
    siteInfo,
  )
  read(
    @CheckedQuery(siteQuery) { part, language }: z.output<typeof siteQuery>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): SiteInfo {
    void reply.header('Cache-Control', `public, max-age=${KEPT_SECONDS}`);
    const { origin } = request.headers;
    // A phone's Origin header means nothing, and nobody must learn which origins are listed.
    const listed = origin !== undefined && this.originRule.isListed(origin) ? origin : undefined;
    return this.branding.siteAt(listed, part, language);
  }

  @Get('logo')
  @OpenToEverybody()
  @ApiAnswer('The logo; the same for ever under one address with `v`', 200)
  @ApiProduces('image/png', 'image/webp', 'image/svg+xml')
  logo(@Query('v') version: string | undefined, @Res({ passthrough: true }) reply: FastifyReply): Uint8Array {
    const { logo } = this.branding;
    if (logo === undefined) throw new ApiError('not_found');
    const kept = version === logo.version ? 'public, max-age=31536000, immutable' : 'no-cache';
    void reply
      .header('Cache-Control', kept)
      // An SVG that is opened directly is a page of our origin: this policy forbids scripts, loads and requests.
      .header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
      // Pages of other sites show it, also those that ask for isolation (COEP).
      .header('Cross-Origin-Resource-Policy', 'cross-origin')
      .type(logo.mediaType);
    return logo.bytes;
  }
}
