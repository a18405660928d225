import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Clock } from '../platform/clock/clock.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { ClientAddresses } from '../platform/http/client-address.ts';
import type { CallerIdentity } from './bearer.guard.ts';
import { requireFreshProof } from './fresh-proof.ts';
import type { Session } from './session.ts';
import { SessionsService } from './sessions.service.ts';
import { StepUp } from './step-up.ts';

/** Asks whoever calls for a fresh proof before something that cannot be undone. */
@Injectable()
export class CallerProof {
  constructor(
    private readonly sessions: SessionsService,
    private readonly stepUp: StepUp,
    private readonly addresses: ClientAddresses,
    private readonly clock: Clock,
  ) {}

  /**
   * A browser's session has to be proven in the last five minutes; a phone sends a fresh login code.
   * @returns the browser's session; undefined for a phone
   * @throws ApiError `step_up_required`; as {@link StepUp} for a login code
   */
  async require(
    { userId, sid }: CallerIdentity,
    loginCode: string | undefined,
    request: FastifyRequest,
  ): Promise<Session | undefined> {
    if (sid !== undefined) {
      const session = await this.sessions.requireLive(sid);
      requireFreshProof(session, this.clock.now());
      return session;
    }
    if (loginCode === undefined) throw new ApiError('step_up_required');
    await this.stepUp.require(userId, loginCode, this.addresses.of(request).ip);
    return undefined;
  }
}
