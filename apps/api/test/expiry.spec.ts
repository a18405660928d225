import { expect, test } from '@jest/globals';
import { startApi } from './support/api-under-test.ts';

test('a scene that expires is sent once, and nothing more after it', async () => {
  const api = await startApi({ change: { lifetimes: { pending: 200, scanned: 120_000, delivery: 60_000 } } });
  const browser = api.browser();
  await browser.register();
  const watching = browser.watch();
  await watching.status('expired');
  for (let count = 0; count < 5; count += 1) {
    expect((await browser.poll()).body.code).toBe('expired_token');
  }
  expect(watching.snapshots.map(({ status }) => status)).toEqual(['pending', 'expired']);
});
