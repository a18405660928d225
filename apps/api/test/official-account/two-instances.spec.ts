import { loginResult } from '@maqiao/shared/schemas';
import { expect, jest, test } from '@jest/globals';
import { decodeEncodingAesKey } from '../../src/config/encoded-secrets.ts';
import { decryptMessage } from '../../src/wechat/push/message-encryption.ts';
import { OfficialAccountClient } from '../../src/wechat/official-account-client.ts';
import { SceneDecisions } from '../../src/sign-in/scenes/scene-decisions.ts';
import { useFleets } from '../support/fleet.ts';
import { ACCOUNT, ACCOUNT_ENVIRONMENT, startOwnProgram } from './support/official-account.ts';

const startFleet = useFleets({ officialAccount: ACCOUNT });

test('WeChat’s repeats reach another instance: done once, answered alike, awaited while in progress', async () => {
  const own = await startOwnProgram();
  const fleet = await startFleet({
    ...ACCOUNT_ENVIRONMENT,
    WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL: own.url,
  });
  const [here, there] = fleet.instances;
  const { officialAccount, people } = fleet.wechat;
  people.add({ id: 'lin', label: 'Lin' });
  const made = jest.spyOn(here.app.get(OfficialAccountClient), 'createCode');
  const browser = there.browser();
  browser.goTo(here.url);
  await browser.register({ method: 'official-account' });
  const watching = browser.watch();
  await watching.status('pending');
  expect(made).toHaveBeenCalledTimes(1);

  // The first is held up in the middle of its work; the repeat, with a signature of its own, waits for it.
  const decisions = here.app.get(SceneDecisions);
  const scan = decisions.scan.bind(decisions);
  let goOn = () => undefined as void;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const reached = new Promise<void>((resolve) => {
    jest.spyOn(decisions, 'scan').mockImplementation(async (...given) => {
      resolve();
      await held;
      return scan(...given);
    });
  });
  const elsewhere = jest.spyOn(there.app.get(SceneDecisions), 'scan');
  const fields = {
    MsgType: 'event',
    Event: 'SCAN',
    EventKey: `mq_${browser.scene}`,
    CreateTime: 1_764_456_000,
  };
  const deliverTo = (url: string) => {
    officialAccount.configure({ pushUrl: `${url}/wechat/official-account`, mode: 'safe' });
    const { body, query } = officialAccount.prepare('lin', fields);
    return officialAccount.deliver(body, query);
  };
  const first = deliverTo(here.url);
  await reached;
  const second = deliverTo(there.url);
  goOn();
  const answers = await Promise.all([first, second]);
  const third = await deliverTo(there.url);
  const texts = [...answers, third].map(({ status, body }) => {
    expect(status).toBe(200);
    return contentOf(body);
  });
  expect(texts[0]).toContain('两位数字');
  expect(new Set(texts).size).toBe(1);
  expect(elsewhere).not.toHaveBeenCalled();
  const { number } = await watching.status('scanned');

  // The answer reaches the other instance, and so does its repeat.
  officialAccount.followers.add('lin', { since: 1, scene: undefined });
  officialAccount.configure({ pushUrl: `${there.url}/wechat/official-account` });
  const message = { MsgType: 'text', Content: number ?? '', MsgId: 24_567_247_867_923_457n };
  const prepared = officialAccount.prepare('lin', message);
  const confirmed = await officialAccount.deliver(prepared.body, prepared.query);
  officialAccount.configure({ pushUrl: `${here.url}/wechat/official-account` });
  const again = officialAccount.prepare('lin', message);
  const repeated = await officialAccount.deliver(again.body, again.query);
  expect([confirmed, repeated].map(({ body }) => contentOf(body))).toEqual([
    expect.stringContaining('已登录'),
    expect.stringContaining('已登录'),
  ]);
  loginResult.parse(await watching.login());
  expect(await here.database().selectFrom('sessions').select('sid').execute()).toHaveLength(1);
  expect(own.received).toHaveLength(0);
});

/** What is inside an encrypted answer. */
function contentOf(body: string): string {
  const encrypted = /<Encrypt><!\[CDATA\[(.*?)\]\]>/.exec(body)?.[1] ?? '';
  return (
    decryptMessage(decodeEncodingAesKey(ACCOUNT.encodingAesKey) ?? Buffer.alloc(32), encrypted)?.message ?? ''
  );
}
