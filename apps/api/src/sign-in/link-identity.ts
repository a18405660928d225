import { Injectable } from '@nestjs/common';
import { AuditLog } from '../people/audit/audit-log.ts';
import type { SecurityEventDraft } from '../people/audit/security-event.ts';
import { IdentitiesService } from '../people/identities/identities.service.ts';
import { auditedIdentity, identityIdOf } from '../people/identities/identity-id.ts';
import type { ProvenIdentity } from '../people/identities/proven-identity.ts';
import { WaysIn } from '../people/identities/ways-in.ts';
import { WechatGrants } from '../people/identities/wechat-grants.ts';
import { Clock } from '../platform/clock/clock.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { randomId } from '../platform/secret/random.ts';
import { requireFreshProof } from '../sessions/fresh-proof.ts';
import type { Session } from '../sessions/session.ts';
import { SessionsService } from '../sessions/sessions.service.ts';

/** Where the linking was asked for; a session has all of it. */
type Asking = Pick<Session, 'sid' | 'userId' | 'origin' | 'browser' | 'os' | 'ip' | 'region'>;

/**
 * The only way from a proven identity to the account of a session, for every method with the purpose `link`. A method
 * begins with {@link begin}, keeps `sid` and `userId` with its scene or `state`, and ends with {@link link}.
 */
@Injectable()
export class LinkIdentity {
  constructor(
    private readonly identities: IdentitiesService,
    private readonly grants: WechatGrants,
    private readonly ways: WaysIn,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /**
   * The session that an identity is to be added to.
   * @param cookie value of the session cookie
   * @throws ApiError `no_session`; `step_up_required` when its proof is older than five minutes
   */
  async begin(cookie: string | undefined): Promise<Session> {
    const session = cookie === undefined ? undefined : await this.sessions.livingOf(cookie);
    if (session === undefined) throw new ApiError('no_session');
    requireFreshProof(session, this.clock.now());
    return session;
  }

  /**
   * Returns when this identity may be added to this user's account, or is there already.
   * @throws ApiError `identity_taken`
   */
  async requireFree(userId: string, proven: ProvenIdentity): Promise<void> {
    const owner = await this.identities.ownerOf(proven);
    if (owner !== undefined && owner !== userId) throw new ApiError('identity_taken');
  }

  /**
   * Adds the identity to the user of the session. No session begins. Again it changes nothing. Every session of the person
   * is told, and so is the audit log.
   * @param method id of the method that has proven it
   * @returns whether it was added now
   * @throws ApiError `identity_taken`; `session_revoked` when the session has ended meanwhile
   */
  async link(
    { sid, userId }: Pick<Session, 'sid' | 'userId'>,
    proven: ProvenIdentity,
    method: string,
  ): Promise<boolean> {
    const session = await this.sessions.living(sid);
    if (session?.userId !== userId) throw new ApiError('session_revoked');
    const outcome = await this.identities.link(userId, proven);
    await this.grants.keep(proven);
    if (outcome === 'known') return false;
    await this.#tell('identity_linked', session, { method, identity: auditedIdentity(proven) });
    return true;
  }

  /** Takes back what {@link link} has added since then (Unix milliseconds): the person says that it was not them. */
  async takeBack(
    { sid, userId }: Pick<Session, 'sid' | 'userId'>,
    proven: ProvenIdentity,
    method: string,
    since: number,
  ): Promise<void> {
    if (!(await this.ways.takeBack(userId, identityIdOf(proven), since))) return;
    await this.#tell('identity_removed', (await this.sessions.living(sid)) ?? { userId }, {
      method,
      identity: auditedIdentity(proven),
    });
  }

  async #tell(
    kind: 'identity_linked' | 'identity_removed',
    asking: Asking | Pick<Asking, 'userId'>,
    how: Pick<SecurityEventDraft, 'method' | 'identity'>,
  ) {
    const place: SecurityEventDraft['place'] = 'sid' in asking ? asking : { origin: null };
    const sessionId = 'sid' in asking ? asking.sid : undefined;
    const { userId } = asking;
    await this.audit.record({ userId, kind, subject: randomId(), place, sessionId, ...how });
    await this.sessions.tellAccountChanged(userId, kind);
  }
}
