import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { freePort } from '@maqiao/test-servers';
import { startSimulator, type Simulator } from '@maqiao/wechat-simulator';
import { execFileSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { startServer } from './support/running.ts';
import { SiteCalls } from './support/site-calls.ts';
import { unpackRelease, type Unpacked } from './support/unpacked.ts';

// This version's archive on the data that archives of released versions have left (released/README.md).

jest.setTimeout(60_000);

const RELEASED = join(import.meta.dirname, 'released');
const versions = readdirSync(RELEASED)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''));

interface Facts {
  /** Unix milliseconds. */
  readonly madeAt: number;
  /** Its PUBLIC_URL: the site keeps its name, whatever port the server listens on here. */
  readonly url: string;
  readonly backup: string;
  readonly person: { readonly id: string; readonly nickname: string; readonly avatar: string };
  readonly cookies: { readonly now: string; readonly ofBackup: string; readonly later: string };
  /** The openid of somebody who is blocked: person `b` of the simulator. */
  readonly blocked: string;
}

/** Run by the archive's own Node: every time in a database is moved by so many milliseconds. */
const MOVE_TIMES = `
  const [file, by] = process.argv.slice(1);
  const database = new (require('better-sqlite3'))(file);
  for (const { name } of database.prepare("select name from sqlite_schema where type = 'table'").all())
    for (const column of database.pragma('table_info(' + name + ')'))
      if (/_(at|from|until)$/.test(column.name))
        database.exec('update ' + name + ' set ' + column.name + ' = ' + column.name + ' + ' + Number(by));
`;

describe.each(versions)('an archive that takes the place of %s', (version) => {
  const facts = JSON.parse(readFileSync(join(RELEASED, `${version}.json`), 'utf8')) as Facts;
  let unpacked: Unpacked;
  let simulator: Simulator;
  let site: SiteCalls;
  let environment: Record<string, string>;
  let server: ChildProcess | undefined;

  beforeAll(async () => {
    unpacked = unpackRelease();
    execFileSync('tar', ['-xzf', join(RELEASED, `${version}.tar.gz`), '-C', unpacked.folder]);
    renameSync(at('env'), at('.env'));
    simulator = await startSimulator();
    const port = await freePort();
    // The rest is in the .env of then.
    environment = {
      PATH: '/nonexistent',
      PORT: String(port),
      WECHAT_API_BASE_URL: simulator.url,
      WECHAT_APP_SECRET: simulator.appSecret,
    };
    site = new SiteCalls(`http://127.0.0.1:${port}`, simulator);
    asOfAMinuteAgo();
    await start();
  });
  afterAll(async () => {
    server?.kill('SIGKILL');
    await simulator.close();
    unpacked.remove();
  });

  const at = (...path: string[]) => join(unpacked.folder, ...path);

  /** Whenever this runs, the older version ran a minute ago: sessions end by the machine's clock. */
  function asOfAMinuteAgo(): void {
    const by = Date.now() - 60_000 - facts.madeAt;
    execFileSync(at('node/bin/node'), ['-e', MOVE_TIMES, at('data/maqiao.db'), String(by)], { cwd: at() });
  }

  async function start(): Promise<void> {
    ({ child: server } = await startServer(unpacked, site.url, { env: environment }));
  }

  async function stop(): Promise<void> {
    const exit = once(server as ChildProcess, 'exit');
    server?.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
  }

  async function personIsWhole(cookie: string): Promise<void> {
    const { id, nickname, avatar } = facts.person;
    expect(await site.whoHas(cookie)).toMatchObject({ id, nickname, avatarUrl: facts.url + avatar });
    const picture = Buffer.from(await (await fetch(site.url + avatar)).arrayBuffer());
    expect(picture).toEqual(readFileSync(at('data', avatar.replace('/api/', ''))));
  }

  test('who was signed in stays signed in, with name and picture', async () => {
    await personIsWhole(facts.cookies.now);
    expect(await site.whoHas(facts.cookies.later)).toMatchObject({ nickname: null });
  });

  test('WeChat names the same people as before, and who was blocked is blocked', async () => {
    const headers = await site.phone('a');
    const me = await site.call('/api/me', { method: 'GET', headers });
    expect(me.body).toMatchObject({ id: facts.person.id });
    const code = simulator.loginCode('b');
    const blocked = await site.call('/api/mini-program/session', { body: { code } });
    expect(blocked.body).toMatchObject({ code: 'login_blocked' });
  });

  test('the owner’s old key opens the list of people', async () => {
    const { ADMIN_KEY } = parseEnv(readFileSync(at('.env'), 'utf8'));
    const headers = { Authorization: `Bearer ${ADMIN_KEY}` };
    const { body } = await site.call('/api/users?blocked=true', { method: 'GET', headers });
    expect(body).toMatchObject({ total: 1, users: [{ openid: facts.blocked, blocked: true }] });
  });

  test('a backup of the old version is restored: people of that time are signed in again, later ones are not', async () => {
    await stop();
    const backup = at('data/backups', facts.backup);
    const said = execFileSync(at('maqiao'), ['restore', backup, '--replace'], {
      env: environment,
      encoding: 'utf8',
    });
    expect(said).toMatch(/^Restored: /);
    asOfAMinuteAgo();
    await start();
    await personIsWhole(facts.cookies.ofBackup);
    const headers = { Cookie: facts.cookies.later };
    expect((await site.call('/api/session/refresh', { headers })).body).toMatchObject({ code: 'no_session' });
    await site.signIn('c');
  });
});
