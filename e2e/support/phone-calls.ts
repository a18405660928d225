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

/** Scans a scene by the calls of the phone, which knows every purpose. @returns the confirm, which wants the number that it asks for */
export async function scanByCalls(
  stack: Stack,
  scene: string,
  person = 'a',
): Promise<(number?: string) => Promise<void>> {
  const send = async <T>(path: string, body: object, token?: string): Promise<T> => {
    const answer = await fetch(`http://127.0.0.1:${new URL(stack.url).port}/api/scenes/${scene}/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`the API answered ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const code = stack.simulator.loginCode(person);
  const { accessToken } = await send<{ accessToken: string }>('scan', {
    code,
    purposes: ['link', 'step-up'],
  });
  return async (number) => void (await send('confirm', { number }, accessToken));
}
