import type { MergeUsersAnswer, MergeUsersRequest, OwnerDuplicates, UndoMergeAnswer } from '@maqiao/shared';
import {
  mergeUsersAnswer,
  mergeUsersRequest,
  ownerDuplicates,
  undoMergeAnswer,
} from '@maqiao/shared/schemas';
import { Controller, Delete, Get, HttpCode, Logger, Param, Post } from '@nestjs/common';
import { AdminKey } from '../../limits/site-key.guard.ts';
import { AuditLog } from '../../people/audit/audit-log.ts';
import { ApiAnswer } from '../../platform/http/api-answer.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { JsonBody } from '../../platform/http/json-body.ts';
import { OwnerUsersQuery } from '../owner-users.ts';
import { MergeFacts } from './merge-facts.ts';
import { mergeEntries, UserMerges, type MergeDone } from './user-merges.ts';

/** For the site's owner: users who are one person. */
@Controller('api/users')
export class MergingController {
  readonly #logger = new Logger('Owner');

  constructor(
    private readonly facts: MergeFacts,
    private readonly merges: UserMerges,
    private readonly users: OwnerUsersQuery,
    private readonly audit: AuditLog,
  ) {}

  @Get('duplicates')
  @AdminKey()
  @ApiAnswer(
    'Pairs of users who are one person, and merges that can be undone; needs ADMIN_KEY',
    200,
    ownerDuplicates,
  )
  duplicates(): Promise<OwnerDuplicates> {
    return this.facts.duplicates();
  }

  @Post(':id/merge')
  @AdminKey()
  @HttpCode(200)
  @ApiAnswer(
    'Merge a user into another; without "confirm" a preview, and nothing is done. Needs ADMIN_KEY',
    200,
    mergeUsersAnswer,
  )
  async merge(
    @Param('id') id: string,
    @JsonBody(mergeUsersRequest) { into, confirm }: MergeUsersRequest,
  ): Promise<MergeUsersAnswer> {
    const preview = await this.facts.preview(id, into, confirm === true);
    if (confirm !== true) return preview;
    const done = await this.merges.merge(id, into);
    await this.#record('merged', id, done);
    return this.facts.done(preview, done);
  }

  @Delete(':id/merge')
  @AdminKey()
  @ApiAnswer('Undo the merge in which this user gave way, for 30 days; needs ADMIN_KEY', 200, undoMergeAnswer)
  async undo(@Param('id') id: string): Promise<UndoMergeAnswer> {
    const undone = await this.merges.undo(id);
    if (undone === undefined) throw new ApiError('not_found');
    await this.#record('unmerged', id, undone);
    const [user, into] = [await this.users.get(id), await this.users.get(undone.into)];
    if (user === undefined || into === undefined) throw new ApiError('not_found');
    return { user, into };
  }

  async #record(kind: 'merged' | 'unmerged', id: string, done: MergeDone): Promise<void> {
    this.#logger.log({ event: 'security', kind, user: id, into: done.into });
    await Promise.all(mergeEntries(kind, id, done).map((entry) => this.audit.record(entry)));
  }
}
