import type { InteractionAnswer } from '@maqiao/shared';
import { interactionAnswer } from '@maqiao/shared/schemas';
import { Controller, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiAnswer } from '../platform/http/api-answer.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { OriginRule } from '../platform/http/origin-rule.ts';
import { SessionCookie } from '../sessions/session-cookie.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import { Interactions } from './interactions.ts';

/** What the page of an interaction asks for beside a scene: to go on as whoever is signed in here, or not at all. */
@Controller('api/interactions/:uid')
export class InteractionsController {
  constructor(
    private readonly interactions: Interactions,
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
    private readonly originRule: OriginRule,
  ) {}

  @Post('continue')
  @ApiAnswer('Go on as the person who is signed in here', 200, interactionAnswer)
  async continue(@Param('uid') uid: string, @Req() request: FastifyRequest): Promise<InteractionAnswer> {
    const { headers } = this.#ofOurPage(request);
    const value = this.cookie.read(headers.cookie);
    const session = value === undefined ? undefined : await this.sessions.livingOf(value);
    if (session === undefined) throw new ApiError('no_session');
    return { continueTo: await this.interactions.goOn(uid, headers.cookie, session) };
  }

  @Post('deny')
  @ApiAnswer('Decline: the client is told access_denied', 200, interactionAnswer)
  async deny(@Param('uid') uid: string, @Req() request: FastifyRequest): Promise<InteractionAnswer> {
    const { headers } = this.#ofOurPage(request);
    return { continueTo: await this.interactions.deny(uid, headers.cookie) };
  }

  /** Listed origins may show the login; nobody but our own page decides about a client. */
  #ofOurPage(request: FastifyRequest): FastifyRequest {
    if (!this.originRule.isOurs(request.headers)) throw new ApiError('origin_not_allowed');
    return request;
  }
}
