import type { OwnIdentities, RemoveIdentityRequest } from '@maqiao/shared';
import { ownIdentities, removeIdentityRequest } from '@maqiao/shared/schemas';
import { Controller, Delete, Get, Inject, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { AuditLog } from '../people/audit/audit-log.ts';
import { idOf, removable, WaysIn } from '../people/identities/ways-in.ts';
import { Clock } from '../platform/clock/clock.ts';
import { ApiAnswer } from '../platform/http/api-answer.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { PhoneCall } from '../platform/http/callers.ts';
import { JsonBody } from '../platform/http/json-body.ts';
import { randomId } from '../platform/secret/random.ts';
import { Bearer, Caller, type CallerIdentity } from '../sessions/bearer.guard.ts';
import { CallerProof } from '../sessions/caller-proof.ts';
import { SessionsService } from '../sessions/sessions.service.ts';

/** The ways in which a person signs in, for themselves. They are added by a scene with the purpose `link`. */
@Controller('api/me/identities')
export class IdentitiesController {
  constructor(
    private readonly ways: WaysIn,
    private readonly sessions: SessionsService,
    private readonly proof: CallerProof,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  @Get()
  @ApiAnswer('The WeChat identities of the person who is signed in', 200, ownIdentities)
  @Bearer('any')
  async list(@Caller() { userId }: CallerIdentity): Promise<OwnIdentities> {
    const all = await this.ways.of(userId);
    const now = this.clock.now();
    const identities = all.flatMap((way) => {
      const possible = removable(way, all, now);
      const ids = way.rows.map(idOf);
      return way.rows.map((row) => ({
        id: idOf(row),
        provider: row.provider,
        appId: row.app_id,
        createdAt: new Date(row.created_at).toISOString(),
        lastUsedAt: new Date(row.last_used_at).toISOString(),
        together: ids.filter((id) => id !== idOf(row)),
        removable: possible.when,
        ...(possible.when === 'later' && { removableAt: new Date(possible.at).toISOString() }),
      }));
    });
    identities.sort((one, other) => other.lastUsedAt.localeCompare(one.lastUsedAt));
    return { identities };
  }

  @Delete(':id')
  @PhoneCall()
  @ApiAnswer(
    'Remove an identity, and those with the same unionid: with a fresh session of the login page, or a fresh login code from the phone',
    204,
  )
  @Bearer('any')
  async remove(
    @Caller() caller: CallerIdentity,
    @Param('id') id: string,
    @JsonBody(removeIdentityRequest) { loginCode }: RemoveIdentityRequest,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const { userId } = caller;
    // A listed origin may show the login; ways to sign in are changed on our own page alone.
    if (caller.sid !== undefined && caller.audience !== this.settings.publicUrl)
      throw new ApiError('origin_not_allowed');
    const session = await this.proof.require(caller, loginCode, request);
    const identity = await this.ways.remove(userId, id);
    const place = session ?? { origin: null };
    const kind = 'identity_removed';
    const sessionId = session?.sid;
    await this.audit.record({ userId, kind, subject: randomId(), place, sessionId, identity });
    await this.sessions.tellAccountChanged(userId, kind);
  }
}
