import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MaqiaoSecret } from '../../src/platform/secret/maqiao-secret.ts';
import { secretOfRelease } from './released-secret.ts';

const FOLDER = join(import.meta.dirname, '../schemas');
const DAY_MS = 86_400_000;

/** Versions whose schemas are kept. A suffix behind a hyphen is a state between two versions. */
export const RELEASED = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.sqlite.sql'))
  .map((name) => name.replace('.sqlite.sql', ''));

/** The schema of a version, with the marks and the key that it made. */
export function schemaOf(version: string, dialect: 'sqlite' | 'postgres'): string {
  return readFileSync(join(FOLDER, `${version}.${dialect}.sql`), 'utf8');
}

const TWIN = 'user-twin';
export const ENTRY_OF_OLD = '019aa000-0000-7000-8000-000000000000';

/** People with WeChat's ids and their data. The first is signed in. */
export const RELEASED_PEOPLE = [
  { id: 'user-of-old', openid: 'openid-of-old', unionid: 'union-of-old', nickname: '山前', blocked: 0 },
  { id: 'user-without', openid: 'openid-without', unionid: null, nickname: null, blocked: 0 },
  { id: 'user-blocked', openid: 'openid-blocked', unionid: 'union-blocked', nickname: null, blocked: 1 },
  // Of one unionid two openids, which WeChat never gives: who signed in last keeps it.
  { id: TWIN, openid: 'openid-twin', unionid: 'union-of-old', nickname: null, blocked: 0 },
] as const;

/** Of which people the session key is kept: a restore without the secret leaves none. */
const sessionKeyOf = (openid: string) => (openid === 'openid-without' ? null : `key of ${openid}`);

/** Whether this version has an audit log: the first had none. */
export function hasAuditLog(version: string): boolean {
  return schemaOf(version, 'sqlite').includes('"security_events"');
}

/** SQL that inserts these people, a session of the first and an entry in their audit log, in the columns of this version. */
export function insertReleasedPeople(version: string, appId: string, site: string, now: number): string {
  const secret = new MaqiaoSecret(Buffer.from(secretOfRelease(version), 'hex'));
  const text = (value: string | null) => (value === null ? 'null' : `'${value}'`);
  const people = RELEASED_PEOPLE.map(({ id, openid, unionid, nickname, blocked }, index) => {
    const key = sessionKeyOf(openid);
    return {
      who: `'${id}', ${text(nickname)}, ${blocked}`,
      identity: `'${appId}', '${openid}'`,
      unionid: text(unionid),
      unionidOfOne: text(id === TWIN ? null : unionid),
      sealed: key === null ? null : secret.seal('session-key', id, key),
      times: `${now - 1000 - index}, ${now - index}`,
      id,
    };
  });
  const rows = schemaOf(version, 'sqlite').includes('"identities"')
    ? `
    insert into users (id, nickname, blocked, created_at, last_login_at)
      values ${people.map(({ who, times }) => `(${who}, ${times})`).join(',\n')};
    insert into identities (provider, app_id, subject, user_id, unionid, session_key_sealed, created_at, last_used_at)
      values ${people
        .map(
          ({ id, identity, unionidOfOne, sealed, times }) =>
            `('wechat-mini-program', ${identity}, '${id}', ${unionidOfOne}, ${text(sealed)}, ${times})`,
        )
        .join(',\n')};`
    : `
    insert into users (id, nickname, blocked, app_id, openid, unionid, session_key_sealed, created_at, last_login_at)
      values ${people
        .map(
          ({ who, identity, unionid, sealed, times }) =>
            `(${who}, ${identity}, ${unionid}, '${sealed ?? ''}', ${times})`,
        )
        .join(',\n')};`;
  const entry = hasAuditLog(version)
    ? `insert into security_events (id, user_id, kind, subject, at, origin)
      values ('${ENTRY_OF_OLD}', 'user-of-old', 'signed_in', 'sid-of-old', ${now}, '${site}');`
    : '';
  return `
    update meta set value = '${appId}' where key = 'app_id';
    ${rows}
    insert into sessions (sid, user_id, origin, browser, os, created_at, last_seen_at, expires_at, cookie_counter, advanced_at, claimed_at)
      values ('sid-of-old', 'user-of-old', '${site}', 'Chrome', 'Linux', ${now}, ${now}, ${now + DAY_MS}, 1, ${now}, ${now});
    ${entry}
  `;
}

/** The identities of these people after the migration, with their session keys opened. */
export function migratedIdentities(appId: string, now: number) {
  return RELEASED_PEOPLE.map(({ id, openid, unionid }, index) => ({
    provider: 'wechat-mini-program',
    app_id: appId,
    subject: openid,
    user_id: id,
    unionid: id === TWIN ? null : unionid,
    sessionKey: sessionKeyOf(openid),
    created_at: now - 1000 - index,
    last_used_at: now - index,
  }));
}
