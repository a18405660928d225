import type { Stack } from './stack.ts';

/** Signs every browser of the person out, as their phone does. Resolves with when the server had done it. */
export async function endSessionsFromPhone(stack: Stack, person = 'a'): Promise<number> {
  const api = `http://127.0.0.1:${new URL(stack.url).port}/api`;
  const json = { 'content-type': 'application/json' };
  const signedIn = await fetch(`${api}/mini-program/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ code: stack.simulator.loginCode(person) }),
  });
  const { accessToken } = (await signedIn.json()) as { accessToken: string };
  const ended = await fetch(`${api}/sessions/delete`, {
    method: 'POST',
    headers: { ...json, authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ loginCode: stack.simulator.loginCode(person) }),
  });
  if (ended.status !== 204) throw new Error(`the API answered ${ended.status} ${await ended.text()}`);
  return Date.now();
}
