import { randomBytes } from 'node:crypto';
import { Pool, type QueryResult } from 'pg';
import { APP_ID, TOKEN_SECONDS, type Person, type Rows, type SessionDraft, type AuditEvent } from './rows.ts';
import { INSERT_SESSION, SCHEMA, thisHour } from './sqlite-rows.ts';

const COLUMNS = 'id, nickname, avatar, blocked';

/** The product's tables in PostgreSQL, over as many connections, by statements that the server has prepared. */
export class PostgresRows implements Rows {
  readonly #pool: Pool;

  private constructor(pool: Pool) {
    this.#pool = pool;
  }

  static async open(url: string): Promise<PostgresRows> {
    const pool = new Pool({ connectionString: url, max: 10 });
    pool.on('error', () => undefined);
    // Two instances begin at once, and `if not exists` alone does not keep them apart.
    await pool.query(`begin; select pg_advisory_xact_lock(1); ${SCHEMA}; commit`);
    return new PostgresRows(pool);
  }

  async signIn(openid: string, seal: (id: string) => string): Promise<Person> {
    const now = Date.now();
    const known = await this.#run('find', 'select id from users where app_id = $1 and openid = $2', [
      APP_ID,
      openid,
    ]);
    const knownId = (known.rows[0] as { id: string } | undefined)?.id;
    const id = knownId ?? randomBytes(16).toString('base64url');
    const done =
      knownId === undefined
        ? await this.#run(
            'insert',
            `insert into users (id, app_id, openid, session_key_sealed, created_at, last_login_at)
             values ($1, $2, $3, $4, $5, $5) on conflict (app_id, openid) do update set last_login_at = $5
             returning ${COLUMNS}`,
            [id, APP_ID, openid, seal(id), now],
          )
        : await this.#run(
            'update',
            `update users set session_key_sealed = $1, last_login_at = $2 where id = $3 returning ${COLUMNS}`,
            [seal(id), now, id],
          );
    return done.rows[0] as Person;
  }

  async person(id: string): Promise<Person | undefined> {
    const { rows } = await this.#run('person', `select ${COLUMNS} from users where id = $1`, [id]);
    return rows[0] as Person | undefined;
  }

  async insertSession({ sid, userId, origin, browser, os, ip, region }: SessionDraft): Promise<boolean> {
    const now = Date.now();
    const expires = now + TOKEN_SECONDS * 1000;
    const values = [sid, origin, browser, os, ip, region, now, now, expires, now, userId];
    return (await this.#run('session', NUMBERED_INSERT, values)).rowCount === 1;
  }

  async insertEvents(events: readonly AuditEvent[]): Promise<void> {
    await this.#run('events', INSERT_EVENTS, [JSON.stringify(events)]);
  }

  async addCounts(counts: ReadonlyMap<string, number>): Promise<void> {
    const hour = thisHour();
    const add =
      'insert into hourly_counts (hour, name, count) select $1, name, count from unnest($2::text[], $3::bigint[]) as counted (name, count) on conflict (hour, name) do update set count = hourly_counts.count + excluded.count';
    await this.#run('count', add, [hour, [...counts.keys()], [...counts.values()]]);
  }

  async signingKey(make: () => string): Promise<string> {
    await this.#pool.query("insert into meta (key, value) values ('floor', $1) on conflict do nothing", [
      make(),
    ]);
    const { rows } = await this.#pool.query("select value from meta where key = 'floor'");
    return (rows[0] as { value: string }).value;
  }

  #run(name: string, text: string, values: unknown[]): Promise<QueryResult> {
    return this.#pool.query({ name, text, values });
  }
}

const INSERT_EVENTS = `insert into security_events (id, user_id, kind, subject, at, origin, browser, os, region, ip, session_id)
  select event.id, users.id, kind, subject, at, origin, browser, os, region, ip, session_id
  from json_populate_recordset(null::security_events, $1::json) as event
  join users on users.id = event.user_id
  on conflict (user_id, kind, subject) do nothing`;

const CASTS = [
  'text',
  'text',
  'text',
  'text',
  'text',
  'text',
  'bigint',
  'bigint',
  'bigint',
  'bigint',
  'text',
];
let place = 0;
const NUMBERED_INSERT = INSERT_SESSION.replace(/\?/g, () => `$${(place += 1)}::${CASTS[place - 1]}`);
