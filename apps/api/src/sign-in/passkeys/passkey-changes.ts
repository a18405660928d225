import type { NewCredentialJson, PasskeyOptions } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../people/audit/audit-log.ts';
import { Passkeys, type KeptPasskey } from '../../people/passkeys/passkeys.service.ts';
import { UsersService } from '../../people/users/users.service.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { randomId } from '../../platform/secret/random.ts';
import type { Session } from '../../sessions/session.ts';
import { SessionsService } from '../../sessions/sessions.service.ts';
import { SignInMethods } from '../methods/sign-in-methods.ts';
import { describeBrowser } from '../places/browser-names.ts';
import { Challenges } from './challenges.ts';
import { credentialHint } from './credential-hint.ts';
import { PasskeyAnswers } from './passkey-answers.ts';

/** Adds and removes passkeys. Every session of the person is told, and so is the audit log. */
@Injectable()
export class PasskeyChanges {
  constructor(
    private readonly methods: SignInMethods,
    private readonly passkeys: Passkeys,
    private readonly users: UsersService,
    private readonly challenges: Challenges,
    private readonly answers: PasskeyAnswers,
    private readonly sessions: SessionsService,
    private readonly audit: AuditLog,
  ) {}

  /** @throws ApiError `not_found` where passkeys are not offered; `invalid_token` when the person is gone */
  async begin(
    { sid, userId }: Session,
    cookieHeader: string | undefined,
  ): Promise<{ options: PasskeyOptions; cookies: readonly string[] }> {
    const method = this.methods.forPasskeys();
    const user = await this.users.get(userId);
    // Where several people use one device, it lists them by this.
    const name = user && (user.nickname ?? (await this.users.preferredUsername(user)));
    if (name === undefined) throw new ApiError('invalid_token');
    const known = (await this.passkeys.of(userId)).map(({ row }) => credentialHint(row));
    const { bytes, cookies } = await this.challenges.issue({ kind: 'add', sid }, cookieHeader);
    return { options: await method.creationOptions(bytes, { id: userId, name }, known), cookies };
  }

  /**
   * @returns the passkey, and the header `Set-Cookie` with which its challenge is over
   * @throws ApiError as `Challenges.take`, `PasskeyMethod.verifyNew` and `Passkeys.add`
   */
  finish(
    session: Session,
    credential: NewCredentialJson,
    { cookie, userAgent }: { cookie: string | undefined; userAgent: string | undefined },
  ): Promise<{ kept: KeptPasskey; clear: string }> {
    return this.answers.count('add', async () => {
      const method = this.methods.forPasskeys();
      const { sid, userId } = session;
      const taken = await this.challenges.take(
        { kind: 'add', sid },
        credential.response.clientDataJSON,
        cookie,
      );
      const made = await method.verifyNew(userId, credential, taken.challenge);
      const { browser, os } = describeBrowser(userAgent);
      const { row, isNew } = await this.passkeys.add(userId, made, `${browser} · ${os}`);
      if (isNew) await this.#tell('passkey_added', session);
      const kept = (await this.passkeys.of(userId)).find((one) => one.row.id === row.id);
      return { kept: kept ?? { row, removable: { when: 'now' } }, clear: taken.clear };
    });
  }

  /** @throws ApiError as `Passkeys.remove` */
  async remove(session: Session, id: string): Promise<void> {
    await this.passkeys.remove(session.userId, id);
    await this.#tell('passkey_removed', session);
  }

  async #tell(kind: 'passkey_added' | 'passkey_removed', session: Session): Promise<void> {
    const { userId, sid: sessionId } = session;
    await this.audit.record({ userId, kind, subject: randomId(), place: session, sessionId });
    await this.sessions.tellAccountChanged(userId, kind);
  }
}
