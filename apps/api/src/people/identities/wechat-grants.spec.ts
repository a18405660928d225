import { expect, test } from '@jest/globals';
import { describeEachDatabase, type DatabaseHarness } from '../../../test/each-database.ts';
import { ManualClock } from '../../../test/manual-clock.ts';
import { peopleOf } from '../../../test/support/people.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import type { ProvenIdentity } from './proven-identity.ts';
import { WechatGrants } from './wechat-grants.ts';

const secret = new MaqiaoSecret(Buffer.alloc(32, 3));
const li: ProvenIdentity = { provider: 'wechat-website', appId: 'wxWebsite00000001', subject: 'oLi' };
const key = { provider: li.provider, appId: li.appId, subject: li.subject };
const tokens = { accessToken: 'ACCESS', refreshToken: 'REFRESH' };
const profile = { nickname: '李', pictureUrl: 'https://thirdwx.qlogo.cn/li/132' };

async function bench({ open }: DatabaseHarness) {
  const database = await open();
  const clock = new ManualClock();
  const { identities } = peopleOf(database, clock, { secret });
  const { user } = await identities.resolve(li);
  return {
    database,
    clock,
    identities,
    user,
    grants: new WechatGrants(database, secret, clock),
    rows: () => database.queries.selectFrom('wechat_grants').selectAll().execute(),
  };
}

describeEachDatabase('what web OAuth has given', (harness) => {
  test('tokens are sealed to their identity, and stay when a later proof has none', async () => {
    const { grants, rows, user, database } = await bench(harness);
    await grants.keep({ ...li, webTokens: tokens, profile });
    await grants.keep(li);
    await grants.keep({ ...li, profile: { nickname: '小李' } });
    const [row, ...more] = await rows();
    expect([more, row?.tokens_sealed]).toEqual([[], expect.stringMatching(/^v1\./)]);
    expect(row?.tokens_sealed).not.toContain('REFRESH');
    expect((await grants.proposalTo(user.id))?.tokens).toEqual(tokens);
    const other = new WechatGrants(database, new MaqiaoSecret(Buffer.alloc(32, 4)), new ManualClock());
    expect(await other.proposalTo(user.id)).toMatchObject({ nickname: '小李', tokens: undefined });
  });

  test('a profile is proposed until the person answers, and again only when WeChat shows another one', async () => {
    const { grants, user } = await bench(harness);
    expect(await grants.proposalTo(user.id)).toBeUndefined();
    await grants.keep({ ...li, profile });
    const proposal = { identity: key, nickname: '李', pictureUrl: profile.pictureUrl, tokens: undefined };
    expect(await grants.proposalTo(user.id)).toEqual(proposal);
    expect(await grants.proposalTo('nobody')).toBeUndefined();
    await grants.answered(key);
    await grants.keep({ ...li, profile });
    expect(await grants.proposalTo(user.id)).toBeUndefined();
    await grants.keep({ ...li, profile: { ...profile, nickname: '李明' } });
    expect(await grants.proposalTo(user.id)).toMatchObject({ nickname: '李明' });
  });

  test.each(['微信用户', '', ' ', 'a\u202eb', '长'.repeat(33)])(
    '%j is proposed to nobody',
    async (nickname) => {
      const { grants, user } = await bench(harness);
      await grants.keep({ ...li, profile: { nickname } });
      expect(await grants.proposalTo(user.id)).toBeUndefined();
    },
  );

  test('all of it goes with the identity, and comes to nothing when that is gone', async () => {
    const { grants, rows, user, database } = await bench(harness);
    await grants.keep({ ...li, webTokens: tokens, profile });
    await database.queries.deleteFrom('users').where('id', '=', user.id).execute();
    expect(await rows()).toEqual([]);
    await grants.keep({ ...li, webTokens: tokens, profile });
    expect(await rows()).toEqual([]);
  });

  test('an identity is recognised, and an unknown one makes nobody', async () => {
    const { identities, user, database } = await bench(harness);
    expect(await identities.recognise(li)).toMatchObject({ user: { id: user.id }, isNew: false });
    expect(await identities.recognise({ ...li, subject: 'oWang' })).toBeUndefined();
    expect(await database.queries.selectFrom('users').select('id').execute()).toHaveLength(1);
  });
});
