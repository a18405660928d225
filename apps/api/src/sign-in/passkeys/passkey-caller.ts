import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import type { CallerIdentity } from '../../sessions/bearer.guard.ts';
import type { Session } from '../../sessions/session.ts';
import { SessionsService } from '../../sessions/sessions.service.ts';

/** The session of whoever calls from our own page. */
@Injectable()
export class PasskeyCaller {
  constructor(
    private readonly sessions: SessionsService,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /**
   * A listed origin may show the login; passkeys are our own page's alone.
   * @throws ApiError `origin_not_allowed` for the token of another page; `session_revoked`
   */
  async sessionOf({ sid, audience }: CallerIdentity): Promise<Session> {
    if (sid === undefined || audience !== this.settings.publicUrl) throw new ApiError('origin_not_allowed');
    return this.sessions.requireLive(sid);
  }
}
