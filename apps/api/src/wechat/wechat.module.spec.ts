import { expect, test } from '@jest/globals';
import { RecordingLogger, wechatUnderTest } from './test-support.ts';
import { WechatClient } from './wechat-client.ts';

async function linesAtStart(baseUrl: string): Promise<string> {
  const logger = new RecordingLogger();
  const module = await wechatUnderTest({ baseUrl, logger });
  expect(module.get(WechatClient)).toBeInstanceOf(WechatClient);
  await module.close();
  return logger.lines.filter((line) => line.includes('weixin.qq.com')).join('\n');
}

test('an API address outside weixin.qq.com is logged at every start', async () => {
  expect(await linesAtStart('https://proxy.example.com')).toContain('https://proxy.example.com');
  expect(await linesAtStart('https://api.weixin.qq.com.example.com')).not.toBe('');
});

test("WeChat's own hosts are not", async () => {
  expect(await linesAtStart('https://api.weixin.qq.com')).toBe('');
  expect(await linesAtStart('https://api2.weixin.qq.com')).toBe('');
});

test('the demo says that the simulator answers', async () => {
  const logger = new RecordingLogger();
  const environment = { WECHAT_APP_ID: '', WECHAT_APP_SECRET: '' };
  const module = await wechatUnderTest({ baseUrl: 'http://127.0.0.1:4000', environment, logger });
  await module.close();
  expect(logger.lines.join('\n')).toContain('Anyone can sign in as anyone');
});
