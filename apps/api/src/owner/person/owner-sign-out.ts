import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../people/audit/audit-log.ts';
import { KnownBrowsersTable } from '../../people/known-browsers/known-browsers-table.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { endingAuditEntry } from '../../sessions/ending-audit-entry.ts';
import { SessionEndings } from '../../sessions/session-endings.ts';
import { SessionsTable } from '../../sessions/sessions-table.ts';
import { toSession } from '../../sessions/session.ts';

/** Signs people out, for the owner. */
@Injectable()
export class OwnerSignOut {
  constructor(
    private readonly sessions: SessionsTable,
    private readonly browsers: KnownBrowsersTable,
    private readonly endings: SessionEndings,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Ends every session of a person, and what clients have of them. None of their browsers is known any more. */
  async everywhere(userId: string): Promise<void> {
    await this.browsers.remove(userId, 'all');
    await this.#end({ userId, exceptSid: undefined });
  }

  /** Ends one session of a person. @throws ApiError `not_found` when it is not theirs */
  async one(userId: string, sid: string): Promise<void> {
    if ((await this.sessions.find(sid))?.user_id !== userId) throw new ApiError('not_found');
    await this.#end({ sid });
  }

  async #end(which: Parameters<SessionsTable['revoke']>[0]): Promise<void> {
    const ended = (await this.sessions.revoke(which, 'revoked', this.clock.now())).map(toSession);
    for (const { sid } of ended) this.endings.publish(sid, 'revoked');
    const entries = ended.flatMap(
      (session) => endingAuditEntry(session, { reason: 'revoked', byOwner: true }) ?? [],
    );
    await Promise.all(entries.map((entry) => this.audit.record(entry)));
  }
}
