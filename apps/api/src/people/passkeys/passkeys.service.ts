import { MAX_PASSKEYS } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { PasskeyRow } from '../../platform/database/tables.ts';
import { isTaken } from '../../platform/database/unavailable.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { randomId } from '../../platform/secret/random.ts';
import { NEWCOMER_MS, WaysIn, type Removable } from '../identities/ways-in.ts';
import { lockUsers } from '../users/merged-users.ts';
import { PasskeysTable, type PasskeyUse } from './passkeys-table.ts';

/** A passkey that an authenticator has just made, as its answer was verified. */
export interface NewPasskey extends PasskeyUse {
  readonly credentialId: string;
  readonly publicKey: string;
  readonly userHandle: string;
  readonly transports: readonly string[];
  readonly deviceType: PasskeyRow['device_type'];
}

/** A passkey, and whether its user can remove it. */
export interface KeptPasskey {
  readonly row: PasskeyRow;
  readonly removable: Removable;
}

/** The passkeys of the people of this installation. */
@Injectable()
export class Passkeys {
  constructor(
    private readonly database: Database,
    private readonly table: PasskeysTable,
    private readonly ways: WaysIn,
    private readonly clock: Clock,
  ) {}

  /** The passkeys of a person, the newest first. */
  async of(userId: string): Promise<KeptPasskey[]> {
    const rows = await this.table.ofUser(userId);
    const others = (await this.ways.of(userId)).map(({ since }) => since);
    return rows.map((row) => ({ row, removable: this.#removable(row, rows, others) }));
  }

  /** When each of them was added, in Unix milliseconds: older ways in cannot be removed for a time. */
  async addedAt(userId: string): Promise<number[]> {
    return (await this.table.ofUser(userId)).map(({ created_at }) => created_at);
  }

  /** The passkey of this credential; undefined when it is nobody's here (any more). */
  byCredential(credentialId: string): Promise<PasskeyRow | undefined> {
    return this.table.byCredential(credentialId);
  }

  /**
   * Adds a passkey. Again it changes nothing.
   * @returns the passkey, and whether it was added now
   * @throws ApiError `passkey_limit`; `passkey_refused` when it is another user's; `invalid_token` when the user is gone or
   * has given way to another, `login_blocked`
   */
  async add(userId: string, added: NewPasskey, name: string): Promise<{ row: PasskeyRow; isNew: boolean }> {
    try {
      return await this.database.queries.transaction().execute(async (transaction) => {
        const [user] = await lockUsers(this.database, transaction, [userId]);
        if (user === undefined || user.merged_into !== null) throw new ApiError('invalid_token');
        if (user.blocked === 1) throw new ApiError('login_blocked');
        const known = await this.table.byCredential(added.credentialId, transaction);
        if (known?.user_id === userId) return { row: known, isNew: false };
        if (known !== undefined) throw new ApiError('passkey_refused');
        const all = await this.table.ofUser(userId, transaction);
        if (all.length >= MAX_PASSKEYS) throw new ApiError('passkey_limit');
        const row = await this.table.insert(transaction, this.#rowOf(userId, added, name));
        return { row, isNew: true };
      });
    } catch (error) {
      // Of two people at once the other one was first. No authenticator makes one id twice.
      if (isTaken(error)) throw new ApiError('passkey_refused');
      throw error;
    }
  }

  /** @throws ApiError `not_found` when this person has none of this id */
  async rename(userId: string, id: string, name: string): Promise<KeptPasskey> {
    if ((await this.table.rename(userId, id, name)) === undefined) throw new ApiError('not_found');
    const renamed = (await this.of(userId)).find(({ row }) => row.id === id);
    if (renamed === undefined) throw new ApiError('not_found');
    return renamed;
  }

  /**
   * Removes a passkey. Of several removals at once each sees what the one before has left.
   * @throws ApiError `not_found`, `removal_too_soon` with `removableAt`
   */
  remove(userId: string, id: string): Promise<void> {
    return this.database.queries.transaction().execute(async (transaction) => {
      const [user] = await lockUsers(this.database, transaction, [userId]);
      const rows = user === undefined ? [] : await this.table.ofUser(userId, transaction);
      const row = rows.find((one) => one.id === id);
      if (row === undefined) throw new ApiError('not_found');
      const others = (await this.ways.of(userId, transaction)).map(({ since }) => since);
      const possible = this.#removable(row, rows, others);
      if (possible.when === 'later') {
        const removableAt = new Date(possible.at).toISOString();
        throw new ApiError('removal_too_soon', { members: { removableAt } });
      }
      await this.table.remove(transaction, id);
    });
  }

  /**
   * Writes down that a passkey was used.
   * @returns false when it is gone, or its counter went back, as that of a copy does (WebAuthn Level 3 §6.1.1)
   */
  use(id: string, use: PasskeyUse): Promise<boolean> {
    return this.table.use(id, use, this.clock.now());
  }

  /** For 72 hours after a way in was added, older ones stay: whoever has just broken in cannot shut the person out. */
  #removable(row: PasskeyRow, rows: readonly PasskeyRow[], others: readonly number[]): Removable {
    const added = [...rows.map(({ created_at }) => created_at), ...others];
    const at = Math.max(0, ...added.filter((since) => since > row.created_at)) + NEWCOMER_MS;
    return this.clock.now() < at ? { when: 'later', at } : { when: 'now' };
  }

  #rowOf(userId: string, added: NewPasskey, name: string) {
    return {
      id: randomId(),
      user_id: userId,
      credential_id: added.credentialId,
      public_key: added.publicKey,
      user_handle: added.userHandle,
      counter: added.counter,
      transports: JSON.stringify(added.transports),
      device_type: added.deviceType,
      backed_up: added.backedUp ? 1 : 0,
      user_verified: added.userVerified ? 1 : 0,
      name,
      created_at: this.clock.now(),
    };
  }
}
