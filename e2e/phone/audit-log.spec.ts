import { expect, jest, test } from '@jest/globals';
import { createSceneName, createVerifier } from '@maqiao/shared';
import { startStack, type Stack } from '../support/stack.ts';
import { complaints, openHome, TIMEOUT_MS, untilShown, tapWhenReady } from './support/person.ts';

jest.setTimeout(120_000);

const entries = (html: string) => html.match(/class="audit-log-entry"/g)?.length ?? 0;

async function call(
  stack: Stack,
  path: string,
  body: object,
  token?: string,
): Promise<Record<string, unknown>> {
  const answer = await fetch(`${stack.url}/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
  return (await answer.json()) as Record<string, unknown>;
}

/** Somebody scans a code, and declines: two events. */
async function declineOne(stack: Stack, person: string): Promise<void> {
  const scene = createSceneName(createVerifier(crypto), Date.now());
  await call(stack, 'scenes', { scene });
  const { accessToken } = await call(stack, `scenes/${scene}/scan`, {
    code: stack.simulator.loginCode(person),
  });
  await call(stack, `scenes/${scene}/reject`, {}, accessToken as string);
}

test('the audit log begins empty, grows, and is read page by page to its end', async () => {
  const stack = await startStack({ SCENES_PER_MINUTE: '100', SCANS_PER_PERSON_PER_MINUTE: '100' });
  const phone = await openHome(stack);
  await tapWhenReady(phone, '#audit-log');
  await untilShown(phone, '#audit-log-empty', '还没有记录');

  for (let count = 0; count < 17; count += 1) await declineOne(stack, 'a');
  await declineOne(stack, 'b');
  phone.pullDown();
  await phone.until(() => phone.text('#older') && !phone.pulledDown, 'the newest events', TIMEOUT_MS);
  expect(entries(phone.html())).toBe(30);
  expect(phone.text('#audit-log')).toContain('拒绝了登录');
  expect(phone.text('#audit-log')).toContain('方式：小程序扫码');
  await tapWhenReady(phone, '#older');
  await phone.until(() => phone.text('#audit-log-end'), 'the end of the audit log', TIMEOUT_MS);
  // Seventeen times two, and none of the other person's.
  expect(entries(phone.html())).toBe(34);
  expect(phone.text('#audit-log')?.split('今天')).toHaveLength(2);
  expect(complaints(phone)).toEqual([]);
});
