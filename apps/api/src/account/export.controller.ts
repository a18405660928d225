import { Controller, Get, Inject, Logger, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { Limits } from '../limits/limits.ts';
import { ApiAnswer } from '../platform/http/api-answer.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { Clock } from '../platform/clock/clock.ts';
import { Bearer, Caller, type CallerIdentity } from '../sessions/bearer.guard.ts';
import { requireFreshProof } from '../sessions/fresh-proof.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import { PersonArchive } from './archive/person-archive.ts';

/** Everything that is kept of the person who asks. */
@Controller('api/me')
export class ExportController {
  readonly #logger = new Logger('Account');

  constructor(
    private readonly archive: PersonArchive,
    private readonly sessions: SessionsService,
    private readonly limits: Limits,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  @Get('export')
  @ApiAnswer(
    'Everything that is kept of oneself, as a ZIP archive: with a fresh session of the login page',
    200,
  )
  @Bearer('web')
  async export(
    @Caller() { userId, sid = '', audience }: CallerIdentity,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    // A listed origin may show the login; what is kept of a person goes to our own page alone.
    if (audience !== this.settings.publicUrl) throw new ApiError('origin_not_allowed');
    requireFreshProof(await this.sessions.requireLive(sid), this.clock.now());
    await this.limits.profileChange(userId);
    const archive = await this.archive.of(userId);
    if (archive === undefined) throw new ApiError('invalid_token');
    this.#logger.log({ event: 'security', kind: 'exported', user: userId });
    void reply.header('Content-Type', 'application/zip');
    void reply.header('Content-Disposition', `attachment; filename="${archive.name}"`);
    return Buffer.from(archive.bytes);
  }
}
