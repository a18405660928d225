import type { OwnApps } from '@maqiao/shared';
import { ownApps } from '@maqiao/shared/schemas';
import { Controller, Delete, Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppSources } from '../../people/apps/app-sources.ts';
import { AuditLog } from '../../people/audit/audit-log.ts';
import { ApiAnswer } from '../../platform/http/api-answer.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { randomId } from '../../platform/secret/random.ts';
import { Bearer, Caller, type CallerIdentity } from '../../sessions/bearer.guard.ts';
import { CallerProof } from '../../sessions/caller-proof.ts';

/** The software that a person has let know who they are, for themselves. */
@Controller('api/me/apps')
export class AppsController {
  constructor(
    private readonly apps: AppSources,
    private readonly proof: CallerProof,
    private readonly audit: AuditLog,
  ) {}

  @Get()
  @ApiAnswer('Clients, their devices, and protected sites that one has let know who one is', 200, ownApps)
  @Bearer('account')
  async list(@Caller() { userId }: CallerIdentity): Promise<OwnApps> {
    return { apps: await this.apps.list(userId) };
  }

  @Delete(':id')
  @ApiAnswer('End its consent, grants and tokens, those of devices too; with a fresh proof', 204)
  @Bearer('account')
  async end(
    @Caller() caller: CallerIdentity,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const { userId } = caller;
    const session = await this.proof.require(caller, undefined, request);
    const ended = await this.apps.end(userId, id);
    if (ended === undefined) throw new ApiError('not_found');
    await this.audit.record({
      userId,
      kind: 'app_ended',
      subject: randomId(),
      place: session ?? { origin: null },
      sessionId: session?.sid,
      client: ended,
    });
  }
}
