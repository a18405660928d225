import { beforeAll, describe, expect, test } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { setTimeout as delay } from 'node:timers/promises';
import { floor, Laboratory, type Contestant } from '../harness/laboratory.ts';
import { HttpClient } from '../load/http-client.ts';
import { anySceneName, LoginAttempts, PUBLIC_URL, type Attempt } from '../load/login-attempts.ts';
import { usualStack } from './usual-stack.ts';

// A comparison is worth what its peers do: the usual stack has to leave the rows that the floor leaves, and to refuse
// what the floor refuses.

const LOGINS = 3;

const ROWS = {
  users: 'select * from users',
  sessions: 'select * from sessions',
  security_events: 'select * from security_events',
  // Together, as the hour may end meanwhile.
  hourly_counts:
    'select name, sum(count) as count, max(hour % 3600000) as past_hour from hourly_counts group by name',
};

/** Columns whose values are the same for every login; of the others the type is compared. */
const SAME = new Set([
  'app_id',
  'blocked',
  'kind',
  'origin',
  'browser',
  'os',
  'region',
  'ip',
  'cookie_counter',
  'name',
  'count',
  'past_hour',
]);

interface Run {
  rows: Record<string, string[]>;
  answers: Record<string, number>;
  metrics: string;
  head: string;
}

let ofFloor: Run;
let ofStack: Run;

beforeAll(
  () =>
    Laboratory.use(async (laboratory) => {
      const runs = [floor(), usualStack()].map((contestant) => runOf(laboratory, contestant));
      [ofFloor, ofStack] = (await Promise.all(runs)) as [Run, Run];
    }),
  120_000,
);

test.each(Object.keys(ROWS))('rows of %s are the floor’s', (table) => {
  expect(ofStack.rows[table]).not.toHaveLength(0);
  expect(ofStack.rows[table]).toEqual(ofFloor.rows[table]);
});

test('refuses what the floor refuses, in the same words of HTTP', () => {
  expect(ofStack.answers).toEqual(ofFloor.answers);
  expect(ofStack.answers).toEqual({
    again: 200,
    clock: 400,
    origin: 403,
    form: 400,
    unknown: 404,
    tokenless: 401,
    unscanned: 409,
    taken: 409,
    usedCode: 401,
    closed: 409,
    blockedScan: 403,
    blockedConfirm: 403,
    verifier: 0,
  });
});

describe('the usual stack', () => {
  test('limits calls by address, and says what no cache and no browser may do', () => {
    expect(ofStack.head).toMatch(/^X-RateLimit-Limit: \d+\r$/im);
    expect(ofStack.head).toMatch(/^Cache-Control: no-store\r$/im);
    expect(ofStack.head).toMatch(/^X-Content-Type-Options: nosniff\r$/im);
    expect(ofStack.head).toMatch(/^Access-Control-Allow-Origin: http:\/\/localhost:3000\r$/im);
  });

  test('measures calls, changes and deliveries', () => {
    const count = (series: string) =>
      Number(
        ofStack.metrics
          .split('\n')
          .find((line) => line.startsWith(`${series} `))
          ?.split(' ')
          .at(-1),
      );
    expect(count('login_deliveries_total{way="push"}')).toBe(LOGINS);
    expect(count('scene_changes_total{from="confirmed",to="consumed"}')).toBe(LOGINS);
    expect(count('scene_events_total{event="scan",answer="scene_taken"}')).toBe(1);
    expect(count('wechat_call_seconds_count{endpoint="stable_token",outcome="ok"}')).toBe(1);
    const confirms = '{method="POST",route="/api/scenes/:scene/confirm",status="200"}';
    expect(count(`http_request_seconds_count${confirms}`)).toBe(LOGINS + 1); // one more among the refusals
  });
});

async function runOf(laboratory: Laboratory, contestant: Contestant): Promise<Run> {
  const url = laboratory.sqliteUrl();
  const server = await laboratory.start(contestant, { DATABASE_URL: url });
  const database = new Sqlite(url.slice('sqlite:'.length));
  const { transport } = contestant;
  const attempts = new LoginAttempts({ browserPort: server.port, transport });
  const http = new HttpClient(server.port);
  try {
    for (let login = 0; login < LOGINS; login += 1) await attempts.login();
    // Counts are written every ten seconds; the last login is consumed when its acknowledgement is there.
    const consumed = database
      .prepare("select sum(count) from hourly_counts where name like '%>consumed'")
      .pluck();
    while (consumed.get() !== LOGINS) await delay(100);
    const rows = Object.fromEntries(
      Object.entries(ROWS).map(([table, query]) => [table, shapesOf(database, query)]),
    );
    const { head } = await http.call('POST', '/api/scenes', BROWSER, scene(anySceneName()));
    const answers = await answersOf(attempts, http, database);
    const { body: metrics } = await http.call('GET', '/metrics', '', '');
    return { rows, answers, head, metrics };
  } finally {
    database.close();
    attempts.close();
    http.close();
    await server.stop();
  }
}

/** The rows of a table as far as they are the same for every login, in an order of their own. */
function shapesOf(database: Sqlite.Database, query: string): string[] {
  const rows = database.prepare(query).all() as Record<string, unknown>[];
  return rows
    .map((row) =>
      JSON.stringify(
        Object.entries(row).map(([column, value]) => [
          column,
          value === null || SAME.has(column) ? value : typeof value,
        ]),
      ),
    )
    .sort();
}

const BROWSER = `Origin: ${PUBLIC_URL}\r\nUser-Agent: a browser\r\n`;
const scene = (name: string) => JSON.stringify({ scene: name });

let codes = 0;
const codeOf = (person: number) => `p${person}.${(codes += 1)}.spec`;

/** What is answered to calls that break a rule each; 0 is a socket that was closed. */
async function answersOf(
  attempts: LoginAttempts,
  http: HttpClient,
  database: Sqlite.Database,
): Promise<Record<string, number>> {
  const statusOf = async (path: string, body: string, headers = BROWSER) =>
    (await http.call('POST', path, headers, body)).status;
  const scan = (attempt: Attempt, code: string) =>
    http.call('POST', `/api/scenes/${attempt.scene}/scan`, '', JSON.stringify({ code, entry: 1047 }));
  const tokenOf = async (attempt: Attempt, person: number) =>
    (JSON.parse((await scan(attempt, codeOf(person))).body) as { accessToken: string }).accessToken;
  const confirm = (attempt: Attempt, token: string) =>
    statusOf(`/api/scenes/${attempt.scene}/confirm`, '{}', `Authorization: Bearer ${token}\r\n`);

  const mine = await attempts.register();
  const pending = await attempts.register();
  const token = await tokenOf(mine, 1);
  const code = codeOf(2);
  await scan(pending, code);
  const other = await attempts.register();
  const answers: Record<string, number> = {
    again: await statusOf('/api/scenes', scene(mine.scene)),
    clock: await statusOf('/api/scenes', scene(`AAAAAA${mine.scene.slice(6)}`)),
    origin: await statusOf('/api/scenes', scene(anySceneName()), 'Origin: http://elsewhere.example\r\n'),
    form: await statusOf('/api/scenes', scene('short')),
    unknown: (await scan({ ...mine, scene: anySceneName() }, codeOf(1))).status,
    tokenless: await confirm(mine, 'nothing'),
    unscanned: await confirm(other, token),
    taken: (await scan(mine, codeOf(2))).status,
    usedCode: (await scan(other, code)).status,
  };
  await confirm(mine, token);
  answers.closed = (await scan(mine, codeOf(1))).status;
  const blocked = await attempts.register();
  const blockedToken = await tokenOf(blocked, 3);
  database.prepare("update users set blocked = 1 where openid = 'o-p3'").run();
  answers.blockedScan = (await scan(other, codeOf(3))).status;
  answers.blockedConfirm = await confirm(blocked, blockedToken);
  answers.verifier = await attempts.watch({ ...other, verifier: 'A'.repeat(43) }).then(
    () => 101,
    () => 0,
  );
  return answers;
}
