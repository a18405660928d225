import Sqlite from 'better-sqlite3';
import { randomBytes, randomUUID } from 'node:crypto';
import { INSERT_SESSION, SCHEMA } from '../../floor/sqlite-rows.ts';
import { seal } from '../../floor/tokens.ts';

const { DATABASE_URL = '', PUBLIC_URL = '', WECHAT_APP_ID = '' } = process.env;

/** A login attempt, in memory. */
export interface Scene {
  scene: string;
  status: 'pending' | 'scanned' | 'confirmed' | 'consumed';
  deadline: number;
  createdAt: number;
  ip: string;
  userAgent: string;
  person?: string;
  login?: object;
}

/** A row of `users`. */
interface Person {
  id: string;
  nickname: string | null;
  avatar: string | null;
  blocked: number;
}

/** The product's rows, each written when it is due. */
export class Rows {
  readonly #database = new Sqlite(DATABASE_URL.slice('sqlite:'.length));
  readonly #find: Sqlite.Statement;
  readonly #insert: Sqlite.Statement;
  readonly #update: Sqlite.Statement;
  readonly #get: Sqlite.Statement;
  readonly #session: Sqlite.Statement;
  readonly #event: Sqlite.Statement;

  constructor() {
    this.#database.pragma('journal_mode = WAL');
    this.#database.pragma('synchronous = NORMAL');
    this.#database.exec(SCHEMA);
    this.#find = this.#database.prepare('select id from users where app_id = ? and openid = ?');
    this.#insert = this.#database.prepare(
      'insert into users (id, app_id, openid, session_key_sealed, created_at, last_login_at) values (?, ?, ?, ?, ?, ?) returning *',
    );
    this.#update = this.#database.prepare(
      'update users set session_key_sealed = ?, last_login_at = ? where id = ? returning *',
    );
    this.#get = this.#database.prepare('select * from users where id = ?');
    this.#session = this.#database.prepare(INSERT_SESSION);
    this.#event = this.#database.prepare(
      'insert into security_events (id, user_id, kind, subject, at, origin, browser, os, region, ip, session_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing',
    );
  }

  signIn(openid: string, sessionKey: string): Person {
    const known = this.#find.get(WECHAT_APP_ID, openid) as { id: string } | undefined;
    const now = Date.now();
    const id = known?.id ?? randomBytes(16).toString('base64url');
    const sealed = seal(id, sessionKey);
    if (known) return this.#update.get(sealed, now, id) as Person;
    return this.#insert.get(id, WECHAT_APP_ID, openid, sealed, now, now) as Person;
  }

  person(id: string): Person | undefined {
    return this.#get.get(id) as Person | undefined;
  }

  note(kind: string, person: string, subject: string, { ip, userAgent }: Scene, sid: string | null): void {
    const [id, browser] = [randomUUID(), userAgent.slice(0, 40)];
    this.#event.run(id, person, kind, subject, Date.now(), PUBLIC_URL, browser, 'unknown', null, ip, sid);
    process.stdout.write(`security ${kind} ${person} ${subject}\n`);
  }

  tell(status: string, scene: string): void {
    process.stdout.write(`login ${status} ${scene}\n`);
  }

  insertSession(sid: string, person: string, { ip, userAgent }: Scene): void {
    const now = Date.now();
    this.#session.run(
      sid,
      PUBLIC_URL,
      userAgent.slice(0, 40),
      'unknown',
      ip,
      null,
      now,
      now,
      now + 600_000,
      now,
      person,
    );
  }
}
