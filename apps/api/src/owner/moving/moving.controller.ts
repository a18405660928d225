import type { MoveIdentityAnswer, MoveIdentityRequest } from '@maqiao/shared';
import { moveIdentityAnswer, moveIdentityRequest } from '@maqiao/shared/schemas';
import { Controller, HttpCode, Logger, Param, Post } from '@nestjs/common';
import { ScannedScenes } from '../../account/scanned-scenes.ts';
import { AdminKey } from '../../limits/site-key.guard.ts';
import { AuditLog } from '../../people/audit/audit-log.ts';
import { ApiAnswer } from '../../platform/http/api-answer.ts';
import { JsonBody } from '../../platform/http/json-body.ts';
import { AccountChanges } from '../../sessions/account-changes.ts';
import { SessionEndings } from '../../sessions/session-endings.ts';
import { SessionsService } from '../../sessions/sessions.service.ts';
import { IdentityMoves, moveEntries, type MoveDone } from './identity-moves.ts';
import { MoveFacts } from './move-facts.ts';

/** For the site's owner: an identity that belongs to another user. */
@Controller('api/users')
export class MovingController {
  readonly #logger = new Logger('Owner');

  constructor(
    private readonly facts: MoveFacts,
    private readonly moves: IdentityMoves,
    private readonly scenes: ScannedScenes,
    private readonly sessions: SessionsService,
    private readonly changes: AccountChanges,
    private readonly endings: SessionEndings,
    private readonly audit: AuditLog,
  ) {}

  @Post(':id/move-identity')
  @AdminKey()
  @HttpCode(200)
  @ApiAnswer(
    'Give an identity of a user to another; without "confirm" a preview, and nothing is done. Needs ADMIN_KEY',
    200,
    moveIdentityAnswer,
  )
  async move(
    @Param('id') id: string,
    @JsonBody(moveIdentityRequest)
    { to, confirm, evenIfLast = false, ...key }: MoveIdentityRequest,
  ): Promise<MoveIdentityAnswer> {
    if (confirm !== true) return this.facts.preview(id, key, to);
    const endsSessions = (await this.sessions.list(id)).length;
    const done = await this.moves.move(id, key, to, evenIfLast);
    if (done.id !== null) await this.#tell(done, done.id, id, to);
    return { ...(await this.facts.done(id, to, done.moved)), endsSessions };
  }

  /** Every session of both learns it; those of the user who has lost the identity have ended. */
  async #tell({ ended }: MoveDone, moveId: string, from: string, to: string): Promise<void> {
    this.changes.publish(ended, 'identity_removed');
    for (const sid of ended) this.endings.publish(sid, 'identity_moved');
    await this.sessions.tellAccountChanged(to, 'identity_linked');
    this.#logger.log({ event: 'security', kind: 'identity_moved_away', user: from, to });
    await Promise.all(moveEntries(moveId, from, to).map((entry) => this.audit.record(entry)));
    await this.scenes.rejectRecentOf(from);
  }
}
