import Sqlite from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import { APP_ID, TOKEN_SECONDS, type Person, type Rows, type SessionDraft, type AuditEvent } from './rows.ts';

/** The product's tables and durability (WAL, `synchronous=NORMAL`), by statements that are prepared once. */
export class SqliteRows implements Rows {
  readonly #find: Sqlite.Statement<[string, string], { id: string }>;
  readonly #insert: Sqlite.Statement<[string, string, string, string, number, number], Person>;
  readonly #update: Sqlite.Statement<[string, number, string], Person>;
  readonly #person: Sqlite.Statement<[string], Person>;
  readonly #session: Sqlite.Statement<unknown[]>;
  readonly #events: Sqlite.Statement<[string]>;
  readonly #count: Sqlite.Statement<[number, string, number]>;
  readonly #inOne: (work: () => void) => void;
  readonly #key: Sqlite.Statement<[], { value: string }>;
  readonly #keepKey: Sqlite.Statement<[string]>;

  constructor(file: string) {
    const database = new Sqlite(file);
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = NORMAL');
    database.pragma('foreign_keys = ON');
    database.exec(SCHEMA);
    this.#find = database.prepare('select id from users where app_id = ? and openid = ?');
    this.#insert = database.prepare(
      'insert into users (id, app_id, openid, session_key_sealed, created_at, last_login_at) values (?, ?, ?, ?, ?, ?) returning id, nickname, avatar, blocked',
    );
    this.#update = database.prepare(
      'update users set session_key_sealed = ?, last_login_at = ? where id = ? returning id, nickname, avatar, blocked',
    );
    this.#person = database.prepare('select id, nickname, avatar, blocked from users where id = ?');
    this.#session = database.prepare(INSERT_SESSION);
    this.#events = database.prepare(INSERT_EVENTS);
    this.#count = database.prepare(
      'insert into hourly_counts (hour, name, count) values (?, ?, ?) on conflict (hour, name) do update set count = hourly_counts.count + excluded.count',
    );
    this.#inOne = database.transaction((work: () => void) => work());
    this.#key = database.prepare("select value from meta where key = 'floor'");
    this.#keepKey = database.prepare("insert into meta (key, value) values ('floor', ?)");
  }

  signIn(openid: string, seal: (id: string) => string): Person {
    const now = Date.now();
    const known = this.#find.get(APP_ID, openid);
    const id = known?.id ?? randomBytes(16).toString('base64url');
    return (
      known ? this.#update.get(seal(id), now, id) : this.#insert.get(id, APP_ID, openid, seal(id), now, now)
    ) as Person;
  }

  person(id: string): Person | undefined {
    return this.#person.get(id);
  }

  insertSession({ sid, userId, origin, browser, os, ip, region }: SessionDraft): boolean {
    const now = Date.now();
    const expires = now + TOKEN_SECONDS * 1000;
    return (
      this.#session.run(sid, origin, browser, os, ip, region, now, now, expires, now, userId).changes === 1
    );
  }

  insertEvents(events: readonly AuditEvent[]): void {
    this.#events.run(JSON.stringify(events));
  }

  addCounts(counts: ReadonlyMap<string, number>): void {
    const hour = thisHour();
    this.#inOne(() => {
      for (const [name, count] of counts) this.#count.run(hour, name, count);
    });
  }

  signingKey(make: () => string): string {
    const kept = this.#key.get();
    if (kept) return kept.value;
    const made = make();
    this.#keepKey.run(made);
    return made;
  }
}

export const INSERT_SESSION = `insert into sessions
  (sid, user_id, origin, browser, os, ip, region, created_at, last_seen_at, expires_at, advanced_at)
  select ?, users.id, ?, ?, ?, ?, ?, ?, ?, ?, ? from users where users.id = ? and users.blocked = 0
  on conflict (sid) do nothing`;

const EVENT_COLUMNS = 'kind, subject, at, origin, browser, os, region, ip, session_id';
const INSERT_EVENTS = `insert into security_events (id, user_id, ${EVENT_COLUMNS})
  select value->>'id', users.id, ${EVENT_COLUMNS.replaceAll(/\w+/g, "value->>'$&'")}
  from json_each(?) join users on users.id = value->>'user_id' where true
  on conflict (user_id, kind, subject) do nothing`;

export const thisHour = (): number => Math.floor(Date.now() / 3_600_000) * 3_600_000;

/** As the product's migrations make them. */
export const SCHEMA = `
create table if not exists meta (key text primary key, value text not null);
create table if not exists users (
  id text primary key, app_id text not null, openid text not null, unionid text, session_key_sealed text not null,
  nickname text, avatar text, blocked integer not null default 0, created_at bigint not null,
  last_login_at bigint not null, constraint users_app_id_openid unique (app_id, openid));
create table if not exists sessions (
  sid text primary key, user_id text not null references users (id) on delete cascade, origin text not null,
  browser text not null, os text not null, ip text, region text, created_at bigint not null,
  last_seen_at bigint not null, expires_at bigint not null, cookie_counter integer not null default 0,
  advanced_at bigint not null, claimed_at bigint, refreshed_at bigint, revoked_at bigint, revoked_reason text);
create index if not exists sessions_user_id on sessions (user_id);
create index if not exists sessions_expires_at on sessions (expires_at);
create index if not exists sessions_revoked on sessions (revoked_reason, revoked_at);
create index if not exists users_created_at on users (created_at, id);
create table if not exists security_events (
  id text primary key, user_id text not null references users (id) on delete cascade, kind text not null,
  subject text not null, at bigint not null, origin text, browser text, os text, region text, ip text,
  session_id text, actor text, reason text, constraint security_events_once unique (user_id, kind, subject));
create index if not exists security_events_user_id_id on security_events (user_id, id);
create index if not exists security_events_at on security_events (at);
create table if not exists hourly_counts (
  hour bigint not null, name text not null, count bigint not null,
  constraint hourly_counts_pkey primary key (hour, name));
`;
