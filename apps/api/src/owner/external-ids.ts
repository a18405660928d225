import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.ts';
import { isTaken } from '../platform/database/unavailable.ts';
import { ApiError } from '../platform/http/api-error.ts';

/** What the site's own system calls people. */
@Injectable()
export class ExternalIds {
  constructor(private readonly database: Database) {}

  /**
   * Gives a person an id of the site's own system, or none.
   * @returns false when there is no such person
   * @throws ApiError `invalid_request` when another person has it
   */
  async set(userId: string, externalId: string | null): Promise<boolean> {
    try {
      const changed = await this.database.queries
        .updateTable('users')
        .set({ external_id: externalId })
        .where('id', '=', userId)
        .returning('id')
        .executeTakeFirst();
      return changed !== undefined;
    } catch (error) {
      if (!isTaken(error)) throw error;
      throw new ApiError('invalid_request', { detail: 'externalId: another user has it.' });
    }
  }
}
