import { afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import {
  launchInNode,
  scanEntry,
  type LaunchInNodeOptions,
  type RunningMiniProgram,
} from '@maqiao/mini-program-host/node';
import type { MiniProgramPack } from '@maqiao/mini-program-host/pack';
import { moved, scanned, SCENE, startLoginApi, type LoginApi } from './login-api.ts';
import { program } from './program-under-test.ts';

// The compiled program, as it would be uploaded, against answers of the API. Importing this gives every test of
// a file an API that lets a login through, and afterwards asks that the program neither threw nor complained.

export const LOGIN = program.page;

export let pack: MiniProgramPack;
/** The API of this test. */
export let api: LoginApi;
let running: RunningMiniProgram | undefined;
/** How often the phone asked WeChat for a login code. */
export let codes: number;
/** Origin of the API that the program was compiled for. */
export let compiledFor = '';

beforeAll(() => {
  pack = program.pack();
});

beforeEach(async () => {
  api = await startLoginApi();
  codes = 0;
  api.answer('scan', scanned());
  api.answer('confirm', moved('confirmed', 60_000));
  api.answer('reject', moved('rejected'));
});

afterEach(async () => {
  const ended = running;
  running = undefined;
  const errors = ended?.errors.map(({ where, message }) => `${where}: ${message}`);
  const logged = ended?.consoleLines.filter(({ level }) => level === 'error' || level === 'warn');
  ended?.close();
  await api.close();
  expect(errors ?? []).toEqual([]);
  expect(logged ?? []).toEqual([]);
});

/** Starts the program as if the test's code had just been scanned with the camera. */
export async function open(options: Partial<LaunchInNodeOptions> = {}): Promise<RunningMiniProgram> {
  running = await launchInNode({
    pack,
    entry: scanEntry(SCENE, LOGIN),
    login: () => Promise.resolve({ code: `login-code-${++codes}` }),
    // The program was compiled for some origin; here every call goes to this test's server.
    fetch: (url, init) => {
      const { pathname, search, origin } = new URL(url);
      compiledFor = origin;
      return fetch(api.origin + pathname + search, init);
    },
    ...options,
  } as LaunchInNodeOptions);
  return running;
}

/** Opens the program and waits until the request can be decided. */
export async function openAsking(options: Partial<LaunchInNodeOptions> = {}): Promise<RunningMiniProgram> {
  const phone = await open(options);
  await phone.until(() => phone.text('#confirm'), 'the request');
  return phone;
}

/** Resolves when the page says this. */
export function happened(
  phone: RunningMiniProgram,
  words: { happened: string; next: string },
): Promise<unknown> {
  return phone.until(
    () => phone.text('#happened') === words.happened && phone.text('#next') === words.next,
    `"${words.happened}" and "${words.next}"`,
  );
}
