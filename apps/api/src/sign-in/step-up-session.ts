import type { Purpose } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../people/audit/audit-log.ts';
import { IdentitiesService } from '../people/identities/identities.service.ts';
import type { ProvenIdentity } from '../people/identities/proven-identity.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { randomId } from '../platform/secret/random.ts';
import type { Session } from '../sessions/session.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import {
  CompleteSignIn,
  type IdentifiedUser,
  type ProvenSession,
  type SignInProof,
} from './complete-sign-in.ts';

/**
 * The person of a session proves again who they are, before they do what cannot be undone; for every method with the
 * purpose `step-up`. No session begins, and nothing but the proof of the one that asked changes.
 */
@Injectable()
export class StepUpSession {
  constructor(
    private readonly identities: IdentitiesService,
    private readonly signIn: CompleteSignIn,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The session that asks.
   * @param cookie value of the session cookie
   * @throws ApiError `no_session`
   */
  async begin(cookie: string | undefined): Promise<Session> {
    const session = cookie === undefined ? undefined : await this.sessions.livingOf(cookie);
    if (session === undefined) throw new ApiError('no_session');
    return session;
  }

  /**
   * The user, if this identity is one of theirs. Nobody is made, and nothing of another person changes.
   * @param method id of the method that has proven it
   * @throws ApiError `not_same_person`; `login_blocked`
   */
  async requireSame(userId: string, proven: ProvenIdentity, method: string): Promise<IdentifiedUser> {
    if ((await this.identities.ownerOf(proven)) !== userId) throw new ApiError('not_same_person');
    const person = await this.signIn.identify(proven, method);
    if (person.id !== userId) throw new ApiError('not_same_person'); // it was moved meanwhile
    return person;
  }

  /**
   * The session that asked goes on, with a proof of now.
   * @param amr how the person has proven it, by the values of RFC 8176
   * @throws ApiError `session_revoked` when it has ended meanwhile
   */
  async finish({ sid, userId }: Pick<Purpose, 'sid' | 'userId'>, amr: readonly string[]) {
    const session = await this.sessions.living(sid);
    const again: ProvenSession | undefined =
      session?.userId === userId ? await this.signIn.proveAgain(session, amr) : undefined;
    if (again === undefined) throw new ApiError('session_revoked');
    return again;
  }

  /** Enters it in the audit log, for a method without a scene. */
  async record(
    { sid, userId, action }: Purpose,
    how: Pick<SignInProof, 'method' | 'identity'>,
  ): Promise<void> {
    const place = (await this.sessions.living(sid)) ?? { origin: null };
    await this.audit.record({
      userId,
      kind: 'stepped_up',
      subject: randomId(),
      place,
      sessionId: sid,
      action,
      ...how,
    });
  }
}
