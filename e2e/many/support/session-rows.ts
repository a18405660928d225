import { Client } from 'pg';

/** A row of the sessions table. */
export interface SessionRow {
  sid: string;
  user_id: string;
  claimed: boolean;
  revoked: boolean;
}

/** Looks into the database of a fleet, past its instances. */
export class SessionRows {
  readonly #url: string;

  constructor(databaseUrl: string) {
    this.#url = databaseUrl;
  }

  /** The sessions of these people. */
  of(userIds: readonly string[]): Promise<SessionRow[]> {
    return this.query<SessionRow>(
      `select sid, user_id, claimed_at is not null as claimed, revoked_at is not null as revoked
         from sessions where user_id = any($1)`,
      [userIds],
    );
  }

  async query<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    const client = new Client({ connectionString: this.#url });
    client.on('error', () => undefined); // said by the query as well
    await client.connect();
    try {
      return (await client.query<T>(text, values)).rows;
    } finally {
      await client.end();
    }
  }
}
