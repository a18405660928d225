import { Injectable } from '@nestjs/common';
import type { LoginResult, MiniProgramSession } from '@maqiao/shared';
import { AuditLog } from '../people/audit/audit-log.ts';
import { IdentitiesService, type ResolvedIdentity } from '../people/identities/identities.service.ts';
import { WechatGrants } from '../people/identities/wechat-grants.ts';
import type { ProvenIdentity } from '../people/identities/proven-identity.ts';
import type { User } from '../people/users/user.ts';
import { UsersService } from '../people/users/users.service.ts';
import { ApiError } from '../platform/http/api-error.ts';
import type { Session, SessionDraft } from '../sessions/session.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import { AccessTokens } from '../sessions/tokens/access-tokens.ts';
import { loginResult, miniProgramSession, type TokenPerson } from '../sessions/tokens/login-result.ts';

/** The person of a proven identity. `isNew`: made by this call. */
export type IdentifiedUser = User & { readonly isNew: boolean };

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
   * @throws ApiError `login_blocked` when the owner has blocked them
   */
  async identify(proven: ProvenIdentity): Promise<IdentifiedUser> {
    return this.#identified(proven, await this.identities.resolve(proven));
  }

  /**
   * Finds the person of a proven identity, and makes nobody: where the proof does not say enough of a person who is new.
   * @returns undefined when the identity is unknown
   * @throws ApiError `login_blocked` when the owner has blocked them
   */
  async recognise(proven: ProvenIdentity): Promise<IdentifiedUser | undefined> {
    const resolved = await this.identities.recognise(proven);
    return resolved && this.#identified(proven, resolved);
  }

  async #identified(proven: ProvenIdentity, resolved: ResolvedIdentity): Promise<IdentifiedUser> {
    const { user, isNew, conflictWith } = resolved;
    if (conflictWith !== undefined && conflictWith !== user.id) {
      await Promise.all([
        this.#recordConflict(user.id, conflictWith),
        this.#recordConflict(conflictWith, user.id),
      ]);
    }
    if (user.blocked) throw new ApiError('login_blocked');
    await this.grants.keep(proven);
    return { ...user, isNew };
  }

  /**
   * Gives a browser the session of an identified person: the row, with its webhook in the same transaction, the entry of
   * the audit log, and a token. Called again with the same `sid`, it finds the session and mints another token.
   * @param client name of the client that waits for the sign-in
   * @returns `nobody` when the person is gone, blocked or merged; `ended` when the session was revoked meanwhile
   */
  async complete(draft: SessionDraft, client?: string): Promise<LoginResult | 'nobody' | 'ended'> {
    const { live, person } = await this.sessions.establish(draft);
    if (person !== undefined) {
      // Not awaited: a browser waits for its login.
      void this.audit.record({
        userId: draft.userId,
        kind: 'signed_in',
        subject: draft.sid,
        place: draft,
        sessionId: draft.sid,
        client,
      });
      return loginResult(this.tokens, this.users.profileOf(draft.userId, person), draft);
    }
    const user = await this.users.get(draft.userId);
    if (user === undefined || user.blocked || user.mergedInto !== null) return 'nobody';
    return live ? loginResult(this.tokens, user, draft) : 'ended';
  }

  /**
   * The person of a living session has proven again who they are: the session goes on, and nothing else of it ends.
   * @returns undefined when it has ended, or the person is gone
   */
  async proveAgain(session: Session, amr: readonly string[]): Promise<ProvenSession | undefined> {
    const user = await this.users.get(session.userId);
    const cookie = await this.sessions.proveAgain(session.sid, amr);
    if (user === undefined || cookie === undefined) return undefined;
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
  async #recordConflict(userId: string, otherId: string): Promise<void> {
    await this.audit.record({ userId, kind: 'identity_conflict', subject: otherId, place: { origin: null } });
  }
}
