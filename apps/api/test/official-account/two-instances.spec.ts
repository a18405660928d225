import { loginResult, registerSceneResponse } from '@maqiao/shared/schemas';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { AnswerTime } from '../../src/wechat/push/answer-time.ts';
import { OfficialAccountClient } from '../../src/wechat/official-account-client.ts';
import { SceneDecisions } from '../../src/sign-in/scenes/scene-decisions.ts';
import type { ApiUnderTest } from '../support/api-under-test.ts';
import { useFleets } from '../support/fleet.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import {
  ACCOUNT,
  ACCOUNT_ENVIRONMENT,
  contentOf,
  startOwnProgram,
  takeTime,
} from './support/official-account.ts';

const startFleet = useFleets({ officialAccount: ACCOUNT });

test('WeChat’s repeats reach another instance: done once, answered alike, awaited while in progress', async () => {
  const own = await startOwnProgram();
  const fleet = await startFleet({
    ...ACCOUNT_ENVIRONMENT,
    WECHAT_OFFICIAL_ACCOUNT_FORWARD_URL: own.url,
  });
  const [here, there] = fleet.instances;
  takeTime(here, there);
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
  const { reached, goOn } = holdScan(here);
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
  expect(texts).toEqual([texts[0], texts[0], texts[0]]);
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

test('digits that one instance shows are sent to another, and those of both never stand for two', async () => {
  const file = join(temporaryFolder('account'), 'code.png');
  writeFileSync(file, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  const fleet = await startFleet({
    ...ACCOUNT_ENVIRONMENT,
    WECHAT_OFFICIAL_ACCOUNT_NAME: '山前书店',
    WECHAT_OFFICIAL_ACCOUNT_CODE_FILE: file,
  });
  const [here, there] = fleet.instances;
  takeTime(here, there);
  const { officialAccount, people } = fleet.wechat;
  people.add({ id: 'zhou', label: 'Zhou' });
  officialAccount.configure({ pushUrl: `${there.url}/wechat/official-account`, mode: 'safe' });
  await officialAccount.follow('zhou');
  const [browser, other] = [here.browser(), there.browser()];
  const digits = await Promise.all(
    [browser, other].map(async (each) => {
      const { body } = await each.register({ method: 'message' });
      return registerSceneResponse.parse(body).digits ?? '';
    }),
  );
  expect(new Set(digits).size).toBe(2);
  const watching = browser.watch();
  await watching.status('pending');
  await officialAccount.message('zhou', digits[0] ?? '');
  const { number } = await watching.status('scanned');
  officialAccount.configure({ pushUrl: `${here.url}/wechat/official-account` });
  await officialAccount.message('zhou', number ?? '');
  loginResult.parse(await watching.login());
  expect(await there.database().selectFrom('sessions').select('sid').execute()).toHaveLength(1);
});

test('an answer that would come too late says “try again”, and a repeat gets what the work has come to', async () => {
  const fleet = await startFleet(ACCOUNT_ENVIRONMENT);
  const [here, there] = fleet.instances;
  takeTime(there);
  here.app.get(AnswerTime).milliseconds = 1;
  const { officialAccount, people } = fleet.wechat;
  people.add({ id: 'lin', label: 'Lin' });
  const browser = here.browser();
  await browser.register({ method: 'official-account' });
  const { reached, goOn } = holdScan(here);
  const fields = {
    MsgType: 'event',
    Event: 'SCAN',
    EventKey: `mq_${browser.scene}`,
    CreateTime: 1_764_456_000,
  };
  const sendTo = (url: string) => {
    officialAccount.configure({ pushUrl: `${url}/wechat/official-account`, mode: 'safe' });
    const { body, query } = officialAccount.prepare('lin', fields);
    return officialAccount.deliver(body, query);
  };
  expect(contentOf((await sendTo(here.url)).body)).toContain('再试一次');
  await reached;
  goOn();
  expect(contentOf((await sendTo(there.url)).body)).toContain('两位数字');
});

/** Holds a scan on an instance: `reached` when it has begun, and it ends after `goOn`. */
function holdScan({ app }: ApiUnderTest): { reached: Promise<void>; goOn: () => void } {
  const decisions = app.get(SceneDecisions);
  const scan = decisions.scan.bind(decisions);
  let [goOn, reach] = [() => undefined as void, () => undefined as void];
  const held = new Promise<void>((resolve) => (goOn = resolve));
  const reached = new Promise<void>((resolve) => (reach = resolve));
  jest.spyOn(decisions, 'scan').mockImplementation(async (...given) => {
    reach();
    await held;
    return scan(...given);
  });
  return { reached, goOn };
}
