import { createHash } from 'node:crypto';
import type { Adapter, AdapterPayload, errors } from 'oidc-provider';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import type { OidcRecordRow } from '../../platform/database/tables.ts';
import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';

/** A refresh token that comes twice within this time was sent twice: the answer was lost, or two tabs were at once. */
const REPEATED_REFRESH_MS = 10_000;

interface RecordsAdapterDependencies {
  database: Database;
  secret: MaqiaoSecret;
  clock: Clock;
  InvalidGrant: typeof errors.InvalidGrant;
}

/**
 * What the engine keeps, one row each: sealed, and found by the hash of its id, since the id of a token is the token.
 * Consuming is one conditional write, so that of two instances one wins.
 */
export class RecordsAdapter implements Adapter {
  constructor(
    private readonly model: string,
    private readonly dependencies: RecordsAdapterDependencies,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const { database, secret, clock } = this.dependencies;
    const idHash = hashOf(id);
    const values = {
      payload_sealed: secret.seal('oidc-record', `${this.model} ${idHash}`, JSON.stringify(payload)),
      grant_id: payload.grantId ?? null,
      user_code: payload.userCode ?? null,
      user_id: payload.accountId ?? null,
      client_id: payload.clientId ?? null,
      sid: payload.sessionUid ?? null,
      expires_at: clock.now() + (expiresIn ?? 0) * 1000,
    };
    await database.queries
      .insertInto('oidc_records')
      .values({ model: this.model, id_hash: idHash, consumed_at: null, ...values })
      .onConflict((conflict) => conflict.columns(['model', 'id_hash']).doUpdateSet(values))
      .execute();
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const row = await this.#select().where('id_hash', '=', hashOf(id)).executeTakeFirst();
    return row && this.#payloadOf(row);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    const row = await this.#select().where('user_code', '=', userCode).executeTakeFirst();
    return row && this.#payloadOf(row);
  }

  /** Sessions alone are found so: see session-adapter.ts. */
  findByUid(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  /** @throws InvalidGrant when it was consumed before: the grant is revoked, and what the winner has with it */
  async consume(id: string): Promise<void> {
    const { database, clock, InvalidGrant } = this.dependencies;
    const row = await database.queries
      .updateTable('oidc_records')
      .set({ consumed_at: clock.now() })
      .where('model', '=', this.model)
      .where('id_hash', '=', hashOf(id))
      .where('consumed_at', 'is', null)
      .returning('id_hash')
      .executeTakeFirst();
    if (row !== undefined) return;
    if (this.model !== 'RefreshToken') await this.#revokeGrantOf(id);
    throw new InvalidGrant('it was used at the same moment');
  }

  async destroy(id: string): Promise<void> {
    await this.dependencies.database.queries
      .deleteFrom('oidc_records')
      .where('model', '=', this.model)
      .where('id_hash', '=', hashOf(id))
      .execute();
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    await this.dependencies.database.queries
      .deleteFrom('oidc_records')
      .where('model', '=', this.model)
      .where('grant_id', '=', grantId)
      .execute();
  }

  #select() {
    return this.dependencies.database.queries
      .selectFrom('oidc_records')
      .selectAll()
      .where('model', '=', this.model);
  }

  #payloadOf(row: OidcRecordRow): AdapterPayload | undefined {
    const { secret, clock } = this.dependencies;
    const sealed = secret.open('oidc-record', `${this.model} ${row.id_hash}`, row.payload_sealed);
    const payload = JSON.parse(sealed) as AdapterPayload;
    if (row.consumed_at === null) return payload;
    // Not found is only refused; consumed would end the grant.
    if (this.model === 'RefreshToken' && clock.now() - row.consumed_at < REPEATED_REFRESH_MS)
      return undefined;
    return { ...payload, consumed: Math.floor(row.consumed_at / 1000) };
  }

  async #revokeGrantOf(id: string): Promise<void> {
    const row = await this.#select().where('id_hash', '=', hashOf(id)).executeTakeFirst();
    if (row?.grant_id == null) return;
    const { queries } = this.dependencies.database;
    await queries.deleteFrom('oidc_records').where('grant_id', '=', row.grant_id).execute();
    await queries
      .deleteFrom('oidc_records')
      .where('model', '=', 'Grant')
      .where('id_hash', '=', hashOf(row.grant_id))
      .execute();
  }
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('base64url');
}
