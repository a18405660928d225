import { expect, test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeEachDatabase } from '../../../test/each-database.ts';
import { ManualClock } from '../../../test/manual-clock.ts';
import { peopleOf } from '../../../test/support/people.ts';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import { MINI_PROGRAM, OFFICIAL, WEBSITE_BEFORE } from '../../../test/support/wechat-accounts.ts';
import { readImportFile, type ReadLine } from './import-file.ts';
import type { ImportRow } from './import-row.ts';
import { PeopleImport } from './people-import.ts';

const ACCOUNTS = [MINI_PROGRAM, OFFICIAL, WEBSITE_BEFORE];

function fileOf(name: string, content: string | Uint8Array): string {
  const file = join(temporaryFolder('import'), name);
  writeFileSync(file, content);
  return file;
}

async function linesOf(file: string): Promise<ReadLine[]> {
  const lines: ReadLine[] = [];
  for await (const line of readImportFile(file)) lines.push(line);
  return lines;
}

const faultsIn = async (file: string) =>
  (await linesOf(file)).flatMap((read) => ('error' in read ? [`${read.line} ${read.error.why.en}`] : []));

/** A line of a file of the mini program's people, with what matters. */
const row = (openid: string, more: Partial<ImportRow> = {}): ImportRow => ({
  line: 1,
  ...MINI_PROGRAM,
  openid,
  unionid: undefined,
  nickname: undefined,
  nicknameLeftOut: false,
  externalId: undefined,
  createdAt: undefined,
  ...more,
});

async function* each(rows: readonly ImportRow[]): AsyncGenerator<ImportRow> {
  for (const [index, one] of rows.entries()) yield await Promise.resolve({ ...one, line: index + 1 });
}

describeEachDatabase('people of another system', ({ open }) => {
  const start = async () => {
    const database = await open();
    const clock = new ManualClock();
    const people = peopleOf(database, clock, { accounts: ACCOUNTS });
    const imported = new PeopleImport(database, clock, ACCOUNTS);
    const users = () =>
      database.queries.selectFrom('users').selectAll().orderBy('created_at').orderBy('id').execute();
    return {
      ...people,
      database,
      clock,
      users,
      run: (rows: readonly ImportRow[], dryRun = false) => imported.run(each(rows), dryRun),
      official: async (subject: string, unionid?: string) =>
        (await people.identities.resolve({ ...OFFICIAL, subject, unionid })).user,
    };
  };

  test('are users with their name, their time and their own id; who signs in is one of them', async () => {
    const api = await start();
    const rows = [
      row('oAnn', { unionid: 'uAnn', nickname: '安', externalId: '1', createdAt: 1000 }),
      // The same person at an account of before, by external id, and at another of ours, by unionid.
      row('oAnnWebsite', { ...WEBSITE_BEFORE, externalId: '1' }),
      row('oAnnOfficial', { ...OFFICIAL, unionid: 'uAnn' }),
      row('oBobBefore', { ...WEBSITE_BEFORE, unionid: 'uBob', externalId: '2' }),
    ];
    const planned = await api.run(rows, true);
    expect(planned.counts).toEqual({ created: 2, joined: 2, completed: 0, known: 0, conflict: 0 });
    expect(await api.users()).toEqual([]);
    expect(await api.run(rows)).toEqual(planned);
    const [ann, bob] = await api.users();
    expect(ann).toMatchObject({ nickname: '安', external_id: '1', created_at: 1000, last_login_at: 1000 });

    expect((await api.signIn('oAnn', 'uAnn')).id).toBe(ann?.id);
    expect((await api.official('oAnnOfficial', 'uAnn')).id).toBe(ann?.id);
    // Known from an account that is not in use any more: recognised by unionid.
    expect((await api.signIn('oBobNow', 'uBob')).id).toBe(bob?.id);
    expect(await api.users()).toHaveLength(2);

    // Again: everything is there.
    expect((await api.run(rows)).counts).toEqual({
      created: 0,
      joined: 0,
      completed: 0,
      known: 4,
      conflict: 0,
    });
    const more = [row('oAnn', { externalId: '1', nickname: 'other' }), row('oBobNow', { externalId: '2' })];
    expect((await api.run(more)).counts).toMatchObject({ known: 2 });
    expect((await api.users())[0]).toMatchObject({ nickname: '安' });
  });

  test('complete what is there, and contradictions are left out with the reason', async () => {
    const api = await start();
    const plain = await api.signIn('oPlain');
    await api.signIn('oUnion', 'uUnion');
    await api.run([row('oNamed', { externalId: '7' })]);
    const { counts, conflicts } = await api.run([
      row('oPlain', { unionid: 'uPlain', externalId: '8' }),
      row('oPlain', { externalId: '9' }),
      row('oUnion', { unionid: 'uOther' }),
      row('oUnion', { externalId: '7' }),
      row('oSecond', { unionid: 'uUnion' }),
      row('oTwo', { ...OFFICIAL, unionid: 'uUnion', externalId: '7' }),
    ]);
    expect(counts).toEqual({ created: 0, joined: 0, completed: 1, known: 0, conflict: 5 });
    expect(conflicts.map(({ line, why }) => `${line} ${why.en.split(' (')[0] ?? ''}`)).toEqual([
      '2 the user of this openid',
      '3 this openid is known with another unionid',
      '4 the external id is that of another user',
      '5 another openid of the same account has this unionid',
      '6 the external id is that of one user, the unionid that of another',
    ]);
    expect(await api.users()).toHaveLength(3);
    expect(await api.users()).toContainEqual(expect.objectContaining({ id: plain.id, external_id: '8' }));
    const identities = await api.database.queries.selectFrom('identities').select('subject').execute();
    expect(identities.map(({ subject }) => subject).sort()).toEqual(['oNamed', 'oPlain', 'oUnion']);
  });

  test('while these people sign in: nobody is made twice, over many batches', async () => {
    const api = await start();
    const rows = Array.from({ length: 450 }, (_, n) =>
      row(`o${n}`, { unionid: `u${n}`, externalId: `${n}` }),
    );
    const [result] = await Promise.all([
      api.run(rows),
      ...[1, 150, 250, 449].map((n) => api.official(`p${n}`, `u${n}`)),
      ...[2, 201, 399].map((n) => api.signIn(`o${n}`, `u${n}`)),
    ]);
    expect(result.counts.conflict).toBe(0);
    expect(result.counts.created + result.counts.joined + result.counts.completed).toBe(450);
    const users = await api.users();
    expect(users).toHaveLength(450);
    expect(new Set(users.map(({ external_id }) => external_id)).size).toBe(450);
    expect((await api.run(rows)).counts).toMatchObject({ known: 450 });
  });
});

test('a file of any kind is read the same', async () => {
  const person = { provider: 'mini-program', appId: MINI_PROGRAM.appId, openid: 'oAnn', external_id: 42 };
  const at = '2024-05-01T08:00:00+08:00';
  const expected = row('oAnn', { externalId: '42', nickname: '安,"娜"', createdAt: Date.parse(at) });
  const json = JSON.stringify({ ...person, nickname: '安,"娜"', created_at: at, unionid: null });
  const heads = 'provider,App ID,openid,externalId,nickname,created_at';
  const cells = `wechat-mini-program,${MINI_PROGRAM.appId},oAnn,42`;
  const tabs = (text: string) => text.replaceAll(',', '\t');
  for (const [name, content, line] of [
    ['a.csv', `\uFEFF${heads}\r\n${cells},"安,""娜""",${at}\r\n\r\n`, 2],
    ['a.tsv', `${tabs(heads)}\n${tabs(cells)}\t"安,""娜"""\t${at}\n`, 2],
    ['a.json', `[${json}]`, 1],
    ['a.jsonl', `${json}\n\n`, 1],
  ] as const) {
    const lines = await linesOf(fileOf(name, content));
    expect([name, lines.map((read) => ('error' in read ? read.error.message : read))]).toEqual([
      name,
      [{ ...expected, line }],
    ]);
  }
  const seconds = fileOf(
    'b.jsonl',
    JSON.stringify({ ...person, created_at: 1714521600, nickname: 'x'.repeat(33) }),
  );
  expect(await linesOf(seconds)).toMatchObject([
    { createdAt: 1714521600000, nickname: undefined, nicknameLeftOut: true },
  ]);
});

test('what is wrong with a file is said, with the line', async () => {
  const csv = (...lines: string[]) =>
    fileOf('a.csv', ['provider,app_id,openid,created_at', ...lines].join('\n'));
  const appId = MINI_PROGRAM.appId;
  expect(
    await faultsIn(
      csv(
        `website,${appId},oA,`,
        `,${appId},oA,`,
        `alipay,${appId},oAnn,`,
        `website,,oAnn,`,
        `website,${appId},o b,`,
        `website,${appId},oAnn,2024-05-01 08:00`,
        `website,${appId},oAnn,2024-13-01T08:00:00Z`,
        `website,${appId},oAnn`,
      ),
    ),
  ).toEqual([
    '2 openid must be an openid',
    '3 provider is missing',
    '4 provider must be mini-program, official-account or website',
    '5 app_id is missing',
    '6 openid must be an openid',
    '7 created_at must be a time such as 2024-05-01T08:00:00Z, or Unix seconds',
    '8 created_at must be a time such as 2024-05-01T08:00:00Z, or Unix seconds',
    '9 this is not valid CSV (CSV_RECORD_INCONSISTENT_COLUMNS)',
  ]);
  expect(await faultsIn(fileOf('b.csv', 'provider,open_id_2\n'))).toEqual([
    expect.stringMatching(/^1 there is no column open_id_2; known are provider, app_id/),
  ]);
  const gbk = Buffer.concat([
    Buffer.from(`provider,app_id,openid,nickname\nwebsite,${appId},oAnn,`),
    Buffer.from([0xb0, 0xb2]),
  ]);
  expect(await faultsIn(fileOf('c.csv', gbk))).toEqual(['2 nickname is not UTF-8']);
  expect(await faultsIn(fileOf('d.json', '{"openid":"oAnn"}'))).toEqual([
    '1 the file must be a JSON list of people',
  ]);
  expect(await faultsIn(fileOf('e.jsonl', '\n{"openid":\n[]\n{"openid":{}}'))).toEqual([
    '2 this is not valid JSON',
    '3 this is not a person',
    '4 this is not a person',
  ]);
  await expect(faultsIn('/none/people.csv')).rejects.toMatchObject({ code: 'ENOENT' });
});
