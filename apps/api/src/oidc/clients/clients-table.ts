import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import type { ClientRow } from '../../platform/database/tables.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { randomId } from '../../platform/secret/random.ts';
import type { ClientMetadata } from './client-metadata.ts';

/** A client as it is registered. Times are Unix milliseconds. */
export interface Client {
  readonly metadata: ClientMetadata;
  /** `file`: from CLIENTS_FILE, and changed only there. */
  readonly source: ClientRow['source'];
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The statements on `clients` and `client_secrets`. */
@Injectable()
export class ClientsTable {
  constructor(
    private readonly database: Database,
    private readonly secret: MaqiaoSecret,
    private readonly clock: Clock,
  ) {}

  async any(): Promise<boolean> {
    const row = await this.database.queries.selectFrom('clients').select('client_id').limit(1).executeTakeFirst();
    return row !== undefined;
  }

  async all(): Promise<Client[]> {
    const rows = await this.database.queries.selectFrom('clients').selectAll().orderBy('client_id').execute();
    return rows.map(toClient);
  }

  async find(clientId: string): Promise<Client | undefined> {
    const row = await this.database.queries
      .selectFrom('clients')
      .selectAll()
      .where('client_id', '=', clientId)
      .executeTakeFirst();
    return row && toClient(row);
  }

  /** @returns whether the id was free */
  async insert(metadata: ClientMetadata, source: Client['source'], secret: string | undefined): Promise<boolean> {
    return this.database.queries.transaction().execute(async (queries) => {
      const now = this.clock.now();
      const row = await queries
        .insertInto('clients')
        .values({
          client_id: metadata.client_id,
          metadata: JSON.stringify(metadata),
          source,
          created_at: now,
          updated_at: now,
        })
        .onConflict((conflict) => conflict.column('client_id').doNothing())
        .returning('client_id')
        .executeTakeFirst();
      if (row === undefined) return false;
      if (secret !== undefined)
        await queries.insertInto('client_secrets').values(this.#sealed(metadata.client_id, secret)).execute();
      return true;
    });
  }

  /** @returns whether it is registered */
  async replace(metadata: ClientMetadata): Promise<boolean> {
    const row = await this.database.queries
      .updateTable('clients')
      .set({ metadata: JSON.stringify(metadata), updated_at: this.clock.now() })
      .where('client_id', '=', metadata.client_id)
      .returning('client_id')
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Removes a client with its secrets, consents, and everything that the engine keeps for it. */
  async remove(clientId: string): Promise<boolean> {
    return this.database.queries.transaction().execute(async (queries) => {
      await queries.deleteFrom('oidc_records').where('client_id', '=', clientId).execute();
      await queries.deleteFrom('client_sessions').where('client_id', '=', clientId).execute();
      const row = await queries
        .deleteFrom('clients')
        .where('client_id', '=', clientId)
        .returning('client_id')
        .executeTakeFirst();
      return row !== undefined;
    });
  }

  /** The secrets that are accepted now, newest first. */
  async secretsOf(clientId: string): Promise<string[]> {
    const rows = await this.database.queries
      .selectFrom('client_secrets')
      .selectAll()
      .where('client_id', '=', clientId)
      .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', this.clock.now())]))
      .orderBy('created_at', 'desc')
      .execute();
    return rows.map(({ id, secret_sealed }) => this.secret.open('client-secret', id, secret_sealed));
  }

  /** Adds a secret; those before it are accepted until then, and older ones no more. */
  async addSecret(clientId: string, secret: string, previousUntil: number): Promise<void> {
    await this.database.queries.transaction().execute(async (queries) => {
      await queries
        .deleteFrom('client_secrets')
        .where('client_id', '=', clientId)
        .where('expires_at', 'is not', null)
        .execute();
      await queries
        .updateTable('client_secrets')
        .set({ expires_at: previousUntil })
        .where('client_id', '=', clientId)
        .execute();
      await queries.insertInto('client_secrets').values(this.#sealed(clientId, secret)).execute();
    });
  }

  #sealed(clientId: string, secret: string) {
    const id = randomId();
    return {
      id,
      client_id: clientId,
      secret_sealed: this.secret.seal('client-secret', id, secret),
      created_at: this.clock.now(),
      expires_at: null,
    };
  }
}

function toClient(row: ClientRow): Client {
  return {
    metadata: JSON.parse(row.metadata) as ClientMetadata,
    source: row.source,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
