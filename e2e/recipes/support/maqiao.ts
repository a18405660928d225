import { createSceneName, createVerifier } from '@maqiao/shared';
import { builtProgram, freePort, madeUpSecret } from '@maqiao/test-servers';
import { startSimulator } from '@maqiao/wechat-simulator';
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The site whose backend a recipe is, and another one that the same Maqiao signs people in for. */
export const SITE_ORIGIN = 'https://www.example.com';
export const OTHER_ORIGIN = 'https://shop.example.com';
/** Of the owner, who has a name: no recipe is given it. */
export const ADMIN_KEY = madeUpSecret('admin');
export const SITE_API_KEY = 'the key of "the site", as 16 or more characters'.replace(/[^\w]/g, '-');

/** A real Maqiao, for the length of a file of tests. */
export interface Maqiao {
  url: string;
  /** The access token of a page of this origin in which somebody has just signed in. */
  tokenFor(origin: string, person?: string): Promise<string>;
  /** The access token of a phone. */
  phoneToken(): Promise<string>;
  /** A page that shows a code which nobody scans. */
  openAndLeave(): Promise<void>;
  signOutEverywhere(): Promise<void>;
  /** Until when a backend keeps a session, in Unix milliseconds; null where none does. */
  keptUntil(sid: string): number | null;
  stop(): Promise<void>;
}

/** @param environment settings beside those of the two sites */
export async function startMaqiao(environment: Record<string, string> = {}): Promise<Maqiao> {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-recipes-'));
  const simulator = await startSimulator();
  const url = `http://127.0.0.1:${await freePort()}`;
  const child = fork(builtProgram('main'), {
    env: {
      PORT: new URL(url).port,
      HOST: '127.0.0.1',
      PUBLIC_URL: url,
      WECHAT_APP_ID: simulator.appId,
      WECHAT_APP_SECRET: simulator.appSecret,
      WECHAT_API_BASE_URL: simulator.url,
      DATABASE_URL: `sqlite:${join(folder, 'maqiao.db')}`,
      CORS_ORIGINS: `${SITE_ORIGIN},${OTHER_ORIGIN}`,
      SITE_API_KEY: `site:${SITE_API_KEY},other:${madeUpSecret('other')}`,
      ADMIN_KEY: `li:${ADMIN_KEY}`,
      SCENES_PER_MINUTE: '1000',
      SCANS_PER_PERSON_PER_MINUTE: '1000',
      LOG_LEVEL: 'error',
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    void ended.then(() => reject(new Error('Maqiao ended before it listened')));
  });

  const call = async <T>(
    path: string,
    body: object,
    headers: Record<string, string> = {},
    method = 'POST',
  ) => {
    const answer = await fetch(url + path, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  };
  const phoneToken = async () => {
    const body = { code: simulator.loginCode('a') };
    return (await call<{ accessToken: string }>('/api/mini-program/session', body)).accessToken;
  };
  return {
    url,
    phoneToken,
    tokenFor: async (origin, person = 'a') => {
      const verifier = createVerifier(globalThis.crypto);
      const scene = createSceneName(verifier, Date.now());
      await call('/api/scenes', { scene }, { Origin: origin });
      const scan = { code: simulator.loginCode(person) };
      const { accessToken } = await call<{ accessToken: string }>(`/api/scenes/${scene}/scan`, scan);
      await call(`/api/scenes/${scene}/confirm`, {}, { Authorization: `Bearer ${accessToken}` });
      return (
        await call<{ accessToken: string }>(`/api/scenes/${scene}/token`, { verifier }, { Origin: origin })
      ).accessToken;
    },
    openAndLeave: async () => {
      const scene = createSceneName(createVerifier(globalThis.crypto), Date.now());
      await call('/api/scenes', { scene }, { Origin: SITE_ORIGIN });
    },
    signOutEverywhere: async () => {
      const headers = { Authorization: `Bearer ${await phoneToken()}` };
      await call('/api/sessions', { loginCode: simulator.loginCode('a') }, headers, 'DELETE');
    },
    keptUntil: (sid) => {
      const database = new DatabaseSync(join(folder, 'maqiao.db'), { readOnly: true });
      try {
        const row = database.prepare('select kept_until as at from sessions where sid = ?').get(sid);
        return (row as { at: number | null } | undefined)?.at ?? null;
      } finally {
        database.close();
      }
    },
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
