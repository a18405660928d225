import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AuditLog } from '../../people/audit/audit-log.ts';
import { cutAddress } from '../../platform/http/addresses.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { ClientAddresses } from '../../platform/http/client-address.ts';
import { Metrics } from '../../platform/metrics/metrics.ts';
import { randomId } from '../../platform/secret/random.ts';
import { SessionsService } from '../../sessions/sessions.service.ts';
import type { PasskeyProof } from '../methods/passkey/passkey-method.ts';
import { describeBrowser } from '../places/browser-names.ts';
import { Places } from '../places/places.ts';
import type { ChallengePurpose } from './challenges.ts';

/** What is the same for every answer of an authenticator. */
@Injectable()
export class PasskeyAnswers {
  constructor(
    private readonly sessions: SessionsService,
    private readonly audit: AuditLog,
    private readonly places: Places,
    private readonly addresses: ClientAddresses,
    private readonly metrics: Metrics,
  ) {}

  /** Counts what comes of an answer. */
  async count<T>(purpose: ChallengePurpose['kind'], work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      this.metrics.passkeyAnswers.inc({ purpose, outcome: 'ok' });
      return result;
    } catch (error) {
      const outcome = error instanceof ApiError ? error.code : 'internal';
      this.metrics.passkeyAnswers.inc({ purpose, outcome });
      throw error;
    }
  }

  /**
   * Whose the passkey is. Of one that must have been copied every session of the person is told, and the audit log.
   * @throws ApiError `passkey_copied`
   */
  async requireOne(proof: PasskeyProof, request: FastifyRequest): Promise<string> {
    const { kind, userId } = proof;
    if (kind === 'proven') return userId;
    const { visitor: ip } = this.addresses.of(request);
    const { region } = this.places.locate(ip);
    // It may be a stranger's browser: of its address no more is shown than of that of a scene before the confirm.
    const place = {
      origin: request.headers.origin ?? null,
      ...describeBrowser(request.headers['user-agent']),
      region,
      ip: cutAddress(ip),
    };
    await this.audit.record({ userId, kind: 'passkey_copied', subject: randomId(), place });
    await this.sessions.tellAccountChanged(userId, 'passkey_copied');
    throw new ApiError('passkey_copied');
  }
}
