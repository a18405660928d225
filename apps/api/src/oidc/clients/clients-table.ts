import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { randomId } from '../../platform/secret/random.ts';
import { isConfidential, type ClientMetadata } from './client-metadata.ts';
import { toClient, type Client, type ClientSecretTimes } from './client.ts';

/** The statements on `clients` and `client_secrets`. */
@Injectable()
export class ClientsTable {
  constructor(
    private readonly database: Database,
    private readonly secret: MaqiaoSecret,
    private readonly clock: Clock,
  ) {}

  async any(): Promise<boolean> {
    const row = await this.database.queries
      .selectFrom('clients')
      .select('client_id')
      .limit(1)
      .executeTakeFirst();
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
  async insert(
    metadata: ClientMetadata,
    source: Client['source'],
    secret: string | undefined,
  ): Promise<boolean> {
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

  /** A client that has no secret any more loses those it had. @returns whether it is registered, and not by the file */
  async replace(metadata: ClientMetadata): Promise<boolean> {
    return this.database.queries.transaction().execute(async (queries) => {
      const row = await queries
        .updateTable('clients')
        .set({ metadata: JSON.stringify(metadata), updated_at: this.clock.now() })
        .where('client_id', '=', metadata.client_id)
        .where('source', '=', 'owner')
        .returning('client_id')
        .executeTakeFirst();
      if (row === undefined) return false;
      if (!isConfidential(metadata))
        await queries.deleteFrom('client_secrets').where('client_id', '=', metadata.client_id).execute();
      return true;
    });
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

  /** A client with its current secret: the one that has no end. Undefined where there is none. */
  async findWithSecret(clientId: string): Promise<(Client & { secret: string | undefined }) | undefined> {
    const row = await this.database.queries
      .selectFrom('clients')
      .selectAll()
      .select((eb) => {
        const current = eb
          .selectFrom('client_secrets')
          .whereRef('client_secrets.client_id', '=', 'clients.client_id')
          .where('client_secrets.expires_at', 'is', null)
          .orderBy('client_secrets.id')
          .limit(1);
        return [
          current.select('client_secrets.id').as('secret_id'),
          current.select('client_secrets.secret_sealed').as('secret_sealed'),
        ];
      })
      .where('client_id', '=', clientId)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { secret_id: id, secret_sealed: sealed } = row;
    const secret = id === null || sealed === null ? undefined : this.secret.open('client-secret', id, sealed);
    return { ...toClient(row), secret };
  }

  /** The secrets that are accepted now, newest first. SQLite would compile a comparison with the time anew at each call. */
  async secretsOf(clientId: string): Promise<string[]> {
    const rows = await this.database.queries
      .selectFrom('client_secrets')
      .selectAll()
      .where('client_id', '=', clientId)
      .execute();
    const now = this.clock.now();
    const until = ({ expires_at }: (typeof rows)[number]) => expires_at ?? Number.POSITIVE_INFINITY;
    return rows
      .filter((row) => until(row) > now)
      .sort((one, other) => other.created_at - one.created_at || until(other) - until(one))
      .map(({ id, secret_sealed }) => this.secret.open('client-secret', id, secret_sealed));
  }

  /** Since when and until when secrets are accepted, newest first: of one client, or of all. */
  async secretTimes(clientId?: string): Promise<ClientSecretTimes[]> {
    const all = this.#acceptedSecrets();
    const rows = await (clientId === undefined ? all : all.where('client_id', '=', clientId)).execute();
    return rows.map((row) => ({
      clientId: row.client_id,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
    }));
  }

  /**
   * Adds a secret. The one before it is accepted until then, and older ones no more.
   * @returns whether there is such a client, and not of the file
   */
  async addSecret(clientId: string, secret: string, previousUntil: number): Promise<boolean> {
    return this.database.queries.transaction().execute(async (queries) => {
      // Two at once follow each other: this row is locked.
      const row = await queries
        .updateTable('clients')
        .set({ updated_at: this.clock.now() })
        .where('client_id', '=', clientId)
        .where('source', '=', 'owner')
        .returning('client_id')
        .executeTakeFirst();
      if (row === undefined) return false;
      const ofClient = queries.deleteFrom('client_secrets').where('client_id', '=', clientId);
      await ofClient.where('expires_at', 'is not', null).execute();
      await queries
        .updateTable('client_secrets')
        .set({ expires_at: previousUntil })
        .where('client_id', '=', clientId)
        .execute();
      await queries.insertInto('client_secrets').values(this.#sealed(clientId, secret)).execute();
      return true;
    });
  }

  /**
   * Registers or changes a client of the file, whose secret is the only one from then on.
   * @returns whether the id was free, or of the file already
   */
  async putOfFile(metadata: ClientMetadata, secret: string | undefined): Promise<boolean> {
    return this.database.queries.transaction().execute(async (queries) => {
      const now = this.clock.now();
      const id = metadata.client_id;
      const row = await queries
        .insertInto('clients')
        .values({
          client_id: id,
          metadata: JSON.stringify(metadata),
          source: 'file',
          created_at: now,
          updated_at: now,
        })
        // The row is locked by it, so that instances which start together follow each other.
        .onConflict((conflict) =>
          conflict
            .column('client_id')
            .doUpdateSet((eb) => ({
              metadata: eb.ref('excluded.metadata'),
              updated_at: eb
                .case()
                .when('clients.metadata', '=', eb.ref('excluded.metadata'))
                .then(eb.ref('clients.updated_at'))
                .else(eb.ref('excluded.updated_at'))
                .end(),
            }))
            .where('clients.source', '=', 'file'),
        )
        .returning('client_id')
        .executeTakeFirst();
      if (row === undefined) return false;
      const kept = await queries
        .selectFrom('client_secrets')
        .selectAll()
        .where('client_id', '=', id)
        .execute();
      const isKept = kept.some(
        ({ id: secretId, secret_sealed }) =>
          secret !== undefined && this.secret.open('client-secret', secretId, secret_sealed) === secret,
      );
      if (isKept && kept.length === 1) return true;
      await queries.deleteFrom('client_secrets').where('client_id', '=', id).execute();
      if (secret !== undefined)
        await queries.insertInto('client_secrets').values(this.#sealed(id, secret)).execute();
      return true;
    });
  }

  #acceptedSecrets() {
    return this.database.queries
      .selectFrom('client_secrets')
      .selectAll()
      .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', this.clock.now())]))
      .orderBy('created_at', 'desc')
      .orderBy('expires_at', (order) => order.desc().nullsFirst());
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
