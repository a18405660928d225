import type { ChangeUserRequest, OwnerUser, OwnerUsers } from '@maqiao/shared';
import { changeUserRequest, ownerUser, ownerUsers, usersQuery } from '@maqiao/shared/schemas';
import { Controller, Delete, Get, Logger, Param, Patch } from '@nestjs/common';
import type { z } from 'zod';
import { AccountDeletion } from '../account/account-deletion.ts';
import { ApiAnswer } from '../platform/http/api-answer.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { CheckedQuery } from '../platform/http/checked-query.ts';
import { JsonBody } from '../platform/http/json-body.ts';
import { AdminKey, SiteOrAdminKey } from '../limits/site-key.guard.ts';
import { Blocking } from './blocking.ts';
import { OwnerUsersQuery } from './owner-users.ts';

/** For the site's owner: list, read, block and delete people. A backend may read a person whose id it has. */
@Controller('api/users')
export class UsersController {
  readonly #logger = new Logger('Owner');

  constructor(
    private readonly users: OwnerUsersQuery,
    private readonly blocking: Blocking,
    private readonly deletion: AccountDeletion,
  ) {}

  @Get()
  @AdminKey()
  @ApiAnswer('People, newest first, searched and in pages; needs ADMIN_KEY', 200, ownerUsers)
  list(@CheckedQuery(usersQuery) query: z.infer<typeof usersQuery>): Promise<OwnerUsers> {
    const { blocked, ...rest } = query;
    return this.users.page({ ...rest, blocked: blocked === undefined ? undefined : blocked === 'true' });
  }

  @Get(':id')
  @SiteOrAdminKey()
  @ApiAnswer('One person; needs SITE_API_KEY or ADMIN_KEY', 200, ownerUser)
  async read(@Param('id') id: string): Promise<OwnerUser> {
    const user = await this.users.get(id);
    if (user === undefined) throw new ApiError('not_found');
    return user;
  }

  @Patch(':id')
  @AdminKey()
  @ApiAnswer('Block a person, or let them in again; needs ADMIN_KEY', 200, ownerUser)
  async change(
    @Param('id') id: string,
    @JsonBody(changeUserRequest) { blocked }: ChangeUserRequest,
  ): Promise<OwnerUser> {
    const user = (await this.blocking.set(id, blocked)) ? await this.users.get(id) : undefined;
    if (user === undefined) throw new ApiError('not_found');
    // The name of the key is in every log line of the call.
    this.#logger.log({ event: 'security', kind: blocked ? 'blocked' : 'unblocked', user: id });
    return user;
  }

  @Delete(':id')
  @AdminKey()
  @ApiAnswer('Delete a person, as they could themselves; needs ADMIN_KEY', 204)
  async delete(@Param('id') id: string): Promise<void> {
    if (!(await this.deletion.delete(id))) throw new ApiError('not_found');
  }
}
