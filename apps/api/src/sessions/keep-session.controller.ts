import { Controller, Param, Put } from '@nestjs/common';
import type { KeepSessionRequest, KeptSession } from '@maqiao/shared';
import { keepSessionRequest, keptSession } from '@maqiao/shared/schemas';
import { ApiAnswer } from '../platform/http/api-answer.ts';
import { Clock } from '../platform/clock/clock.ts';
import { JsonBody } from '../platform/http/json-body.ts';
import { SiteKey } from '../limits/site-key.guard.ts';
import { SessionsService } from './sessions.service.ts';

/**
 * For the site's own backend: keeps our session alive for as long as the site's own session, also where our cookie
 * cannot be sent.
 */
@Controller('api')
export class KeepSessionController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly clock: Clock,
  ) {}

  @Put('sessions/:id/keep')
  @ApiAnswer(
    'Keep a session for as long as your own lives; again whenever yours is renewed. Needs SITE_API_KEY',
    200,
    keptSession,
  )
  @SiteKey()
  async keep(
    @Param('id') id: string,
    @JsonBody(keepSessionRequest) { expiresIn }: KeepSessionRequest,
  ): Promise<KeptSession> {
    const { sid, userId, origin, expiresAt } = await this.sessions.keep(id, expiresIn);
    return {
      sid,
      sub: userId,
      aud: origin,
      expiresAt: new Date(expiresAt).toISOString(),
      expiresIn: Math.floor((expiresAt - this.clock.now()) / 1000),
    };
  }
}
