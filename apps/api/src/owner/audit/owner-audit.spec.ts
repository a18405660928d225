import type { OwnerAudit } from '@maqiao/shared';
import { ownerAudit } from '@maqiao/shared/schemas';
import { describe, expect, test } from '@jest/globals';
import { madeUpSecret } from '@maqiao/test-servers';
import { describeEachDatabase } from '../../../test/each-database.ts';
import { ADMIN_KEY, startSessionsApp, type SessionsApp } from '../../../test/sessions-app.ts';
import { AuditLog } from '../../people/audit/audit-log.ts';
import type { SecurityEventDraft } from '../../people/audit/security-event.ts';
import { UserMerges } from '../merging/user-merges.ts';

const MINUTE = 60_000;
const IDENTITY = { id: 'i'.repeat(43), provider: 'wechat-website', appId: 'wx0000000000000003' } as const;

async function ask({ app }: SessionsApp, query = '', key: string | null = ADMIN_KEY) {
  const headers = key === null ? {} : { authorization: `Bearer ${key}` };
  const answer = await app.inject({ url: `/api/audit${query}`, headers });
  return { status: answer.statusCode, body: answer.json<OwnerAudit & { code?: string; detail?: string }>() };
}

const subjectsOf = ({ body }: Awaited<ReturnType<typeof ask>>) =>
  body.events.map(({ sessionId }) => sessionId);

describeEachDatabase('the audit log for the owner', ({ createUrl }) => {
  async function start() {
    const api = await startSessionsApp({
      DATABASE_URL: await createUrl(),
      MAQIAO_SECRET: madeUpSecret('one'),
    });
    const audit = api.app.get(AuditLog);
    const record = (userId: string, sessionId: string, more: Partial<SecurityEventDraft> = {}) => {
      api.clock.advance(MINUTE);
      const place = { origin: 'https://a.example', browser: 'Firefox', os: 'Linux', ip: '203.0.113.7' };
      return audit.record({ userId, kind: 'signed_in', subject: sessionId, sessionId, place, ...more });
    };
    return { api, record, wang: await api.signIn('oWang') };
  }

  test('is everybody’s, newest first, with the person, the method, the client and the identity', async () => {
    const { api, record, wang } = await start();
    await api.database.queries
      .updateTable('users')
      .set({ nickname: '王小明' })
      .where('id', '=', wang.id)
      .execute();
    await record(api.user.id, 'one');
    const client = { id: 'shop', name: '山前书店' };
    await record(wang.id, 'two', { method: 'website', client, identity: IDENTITY });
    const { status, body } = await ask(api);
    expect([status, ownerAudit.parse(body)]).toEqual([200, body]);
    const place = {
      origin: 'https://a.example',
      browser: 'Firefox',
      os: 'Linux',
      region: null,
      ip: '203.0.113.7',
    };
    expect(body).toEqual({
      events: [
        {
          ...{ id: expect.any(String), kind: 'signed_in', at: new Date(api.clock.now()).toISOString() },
          ...{ ...place, sessionId: 'two', user: { id: wang.id, nickname: '王小明' } },
          ...{ method: 'website', client: '山前书店', clientId: 'shop', identity: IDENTITY },
        },
        {
          ...{ id: expect.any(String), kind: 'signed_in', at: expect.any(String), ...place },
          ...{ sessionId: 'one', user: { id: api.user.id, nickname: null } },
        },
      ],
      nextCursor: null,
    });
  });

  test('is filtered by person, kind, method, client and time', async () => {
    const { api, record, wang } = await start();
    await record(api.user.id, 'a', { method: 'mini-program' });
    await record(wang.id, 'b', { method: 'website', client: { id: 'shop', name: '山前书店' } });
    const from = new Date(api.clock.now()).toISOString();
    // Of before there were ids.
    await record(wang.id, 'c', { kind: 'signed_out', client: { name: '山前书店' } });
    const to = new Date(api.clock.now()).toISOString();
    const shop = encodeURIComponent('山前书店');
    const asked: [string, string[]][] = [
      [`?user=${wang.id}`, ['c', 'b']],
      ['?user=nobody', []],
      ['?kind=signed_out', ['c']],
      ['?method=website', ['b']],
      ['?client=shop', ['b']],
      [`?client=${shop}`, ['c', 'b']],
      [`?client=${shop}&kind=signed_in`, ['b']],
      // The first is included, the last is not.
      [`?from=${from}`, ['c', 'b']],
      [`?to=${to}`, ['b', 'a']],
      [`?from=${from}&to=${to}`, ['b']],
      [`?to=${encodeURIComponent('2026-01-15T16:00:30+08:00')}`, []],
    ];
    for (const [query, subjects] of asked)
      expect([query, subjectsOf(await ask(api, query))]).toEqual([query, subjects]);
  });

  test('is read page by page, and no entry twice while others come', async () => {
    const { api, record, wang } = await start();
    for (let n = 0; n < 5; n += 1) await record(wang.id, `s${n}`);
    const seen: (string | undefined)[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Awaited<ReturnType<typeof ask>> = await ask(
        api,
        `?limit=2${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...subjectsOf(page));
      cursor = page.body.nextCursor;
      await record(wang.id, `late${seen.length}`);
    }
    expect(seen).toEqual(['s4', 's3', 's2', 's1', 's0']);
  });

  test('of users who were merged is one person’s, until they are separated again', async () => {
    const { api, record, wang } = await start();
    await record(wang.id, 'of wang');
    await record(api.user.id, 'of li');
    const merges = api.app.get(UserMerges);
    await merges.merge(wang.id, api.user.id);
    for (const id of [wang.id, api.user.id]) {
      const { events } = (await ask(api, `?user=${id}&kind=signed_in`)).body;
      expect(events.map(({ sessionId, user, mergedSub }) => [sessionId, user.id, mergedSub])).toEqual([
        ['of li', api.user.id, undefined],
        ['of wang', api.user.id, wang.id],
      ]);
    }
    await merges.undo(wang.id);
    expect(subjectsOf(await ask(api, `?user=${wang.id}&kind=signed_in`))).toEqual(['of wang']);
  });
});

describe('the call', () => {
  test('wants the owner’s key, and says what is wrong with a query', async () => {
    const api = await startSessionsApp();
    expect((await ask(api, '', null)).body.code).toBe('invalid_token');
    for (const [query, says] of [
      ['?kind=nothing', 'kind'],
      ['?method=A', 'method'],
      ['?from=yesterday', 'from'],
      ['?to=2026-01-15', 'to'],
      ['?limit=201', 'limit'],
      ['?limit=0', 'limit'],
      ['?cursor=x', 'cursor'],
      ['?client=', 'client'],
    ] as const) {
      const { status, body } = await ask(api, query);
      expect([query, status, body.code, body.detail?.startsWith(says)]).toEqual([
        query,
        400,
        'invalid_request',
        true,
      ]);
    }
  });
});
