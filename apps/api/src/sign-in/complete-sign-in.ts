import { Injectable } from '@nestjs/common';
import type { LoginResult, MiniProgramSession, SecurityEventIdentity } from '@maqiao/shared';
import { AuditLog } from '../people/audit/audit-log.ts';
import type { AuditedClient, SecurityEventDraft } from '../people/audit/security-event.ts';
import { IdentitiesService, type ResolvedIdentity } from '../people/identities/identities.service.ts';
import { auditedIdentity } from '../people/identities/identity-id.ts';
import { WechatGrants } from '../people/identities/wechat-grants.ts';
import type { ProvenIdentity } from '../people/identities/proven-identity.ts';
import type { User } from '../people/users/user.ts';
import { UsersService } from '../people/users/users.service.ts';
import { ApiError } from '../platform/http/api-error.ts';
import type { Session, SessionDraft } from '../sessions/session.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import { AccessTokens } from '../sessions/tokens/access-tokens.ts';
import { loginResult, miniProgramSession, type TokenPerson } from '../sessions/tokens/login-result.ts';

/** The person of a proven identity. `isNew`: made by this call; `provenBy`: the identity, for the audit log. */
export type IdentifiedUser = User & {
  readonly isNew: boolean;
  readonly provenBy: SecurityEventIdentity;
};

/** How a sign-in came about, for the audit log. */
export interface SignInProof {
  /** Id of the method. */
  readonly method: string;
  /** Undefined where it is not known: in a scene of before 0.2. */
  readonly identity: SecurityEventIdentity | undefined;
  /** The client that waits for the sign-in. */
  readonly client: AuditedClient | undefined;
}

/** The proof of a sign-in in which a session goes on. `subject`: what the entry of the audit log is about. */
export type RepeatedProof = SignInProof & { readonly subject: string };

/** A living session, with a fresh token and the value of its next cookie. */
export interface ProvenSession {
  readonly result: LoginResult;
  readonly cookie: string;
}

/**
 * The only way from a proven identity to a session, for every method. A scene method identifies when the phone scans,
 * and completes when the browser that has proven its verifier takes the login; a method without a second device does
 * both at once. Methods do not know users or sessions.
 */
@Injectable()
export class CompleteSignIn {
  constructor(
    private readonly identities: IdentitiesService,
    private readonly grants: WechatGrants,
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly tokens: AccessTokens,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Finds or makes the person of a proven identity.
   * @param method id of the method that has proven it
   * @throws ApiError `login_blocked` when the owner has blocked them
   */
  async identify(proven: ProvenIdentity, method: string): Promise<IdentifiedUser> {
    return this.#identified(proven, method, await this.identities.resolve(proven));
  }

  /**
   * Finds the person of a proven identity, and makes nobody: where the proof does not say enough of a person who is new.
   * @param method id of the method that has proven it
   * @returns undefined when the identity is unknown
   * @throws ApiError `login_blocked` when the owner has blocked them
   */
  async recognise(proven: ProvenIdentity, method: string): Promise<IdentifiedUser | undefined> {
    const resolved = await this.identities.recognise(proven);
    return resolved && this.#identified(proven, method, resolved);
  }

  async #identified(
    proven: ProvenIdentity,
    method: string,
    { user, isNew, conflictWith }: ResolvedIdentity,
  ): Promise<IdentifiedUser> {
    const provenBy = auditedIdentity(proven);
    if (conflictWith !== undefined && conflictWith !== user.id) {
      await Promise.all([
        this.#recordConflict(user.id, conflictWith, { method, identity: provenBy }),
        // The identity is not theirs: they learn that it happened, and how.
        this.#recordConflict(conflictWith, user.id, { method }),
      ]);
    }
    if (user.blocked) throw new ApiError('login_blocked');
    await this.grants.keep(proven);
    return { ...user, isNew, provenBy };
  }

  /**
   * Gives a browser the session of an identified person: the row, with its webhook in the same transaction, the entry of
   * the audit log, and a token. Called again with the same `sid`, it finds the session and mints another token.
   * @returns `nobody` when the person is gone, blocked or merged; `ended` when the session was revoked meanwhile
   */
  async complete(draft: SessionDraft, proof: SignInProof): Promise<LoginResult | 'nobody' | 'ended'> {
    const { live, person } = await this.sessions.establish(draft);
    if (person !== undefined) {
      // Not awaited: a browser waits for its login.
      void this.audit.record(signedIn(draft, draft.sid, proof));
      return loginResult(this.tokens, this.users.profileOf(draft.userId, person), draft);
    }
    const user = await this.users.get(draft.userId);
    if (user === undefined || user.blocked || user.mergedInto !== null) return 'nobody';
    return live ? loginResult(this.tokens, user, draft) : 'ended';
  }

  /**
   * The person of a living session has proven again who they are: the session goes on, and nothing else of it ends.
   * @param proof of a sign-in, which the audit log has an entry for; `subject`: the scene's or attempt's own id, so that a
   * repeat makes no second one
   * @returns undefined when it has ended, or the person is gone
   */
  async proveAgain(
    session: Session,
    amr: readonly string[],
    proof?: RepeatedProof,
  ): Promise<ProvenSession | undefined> {
    const user = await this.users.get(session.userId);
    const cookie = await this.sessions.proveAgain(session.sid, amr);
    if (user === undefined || cookie === undefined) return undefined;
    if (proof !== undefined) {
      const { subject, ...how } = proof;
      void this.audit.record(signedIn(session, subject, how));
    }
    return { result: await loginResult(this.tokens, user, session), cookie };
  }

  /** What a living session gets without a new proof; undefined when the person is gone. */
  async tokenFor(session: Session): Promise<LoginResult | undefined> {
    const user = await this.users.get(session.userId);
    return user && loginResult(this.tokens, user, session);
  }

  /** The token for the phone of a person. It has no session. */
  miniProgramSession(user: TokenPerson): Promise<MiniProgramSession> {
    return miniProgramSession(this.tokens, user);
  }

  /** Once for each pair of people. */
  async #recordConflict(
    userId: string,
    otherId: string,
    how: Pick<SecurityEventDraft, 'method' | 'identity'>,
  ): Promise<void> {
    await this.audit.record({
      userId,
      kind: 'identity_conflict',
      subject: otherId,
      place: { origin: null },
      ...how,
    });
  }
}

function signedIn(place: SessionDraft, subject: string, proof: SignInProof): SecurityEventDraft {
  return { userId: place.userId, kind: 'signed_in', subject, place, sessionId: place.sid, ...proof };
}
