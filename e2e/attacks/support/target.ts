import { afterAll, beforeAll } from '@jest/globals';
import { startSimulator, type Simulator } from '@maqiao/wechat-simulator';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Instance } from '../../many/support/instance.ts';
import { Browser, type BrowserOptions } from './browser.ts';
import { Phone, type PhoneOptions } from './phone.ts';

/** The public address of the site. The server listens on loopback; the tests send the headers of its proxy. */
export const PUBLIC_URL = 'https://login.example.com';
/** The attacker's address. */
export const ATTACKER_IP = '203.0.113.66';
/** Of everybody else: a browser, and the phone in front of it. */
const VICTIM_IP = '198.51.100.7';
const SERVER_TIMEOUT_MS = 60_000;
/** Many attacks are tried from one address; the limits have files of their own. */
const NO_LIMITS = {
  SCENES_PER_MINUTE: '10000',
  SCANS_PER_MINUTE: '10000',
  SCANS_PER_PERSON_PER_MINUTE: '10000',
};

/** One built server with SQLite, as its attackers reach it: everything by HTTP and sockets. */
export interface Target {
  /** Where it listens. */
  readonly url: string;
  readonly port: number;
  readonly wechat: Simulator;
  readonly instance: Instance;
  /** Holds its database and its pictures. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  browser(options?: BrowserOptions): Browser;
  phone(options?: PhoneOptions): Phone;
}

/**
 * Starts one server for all tests of a file. By default it is an https site behind one proxy: browsers and
 * phones say in `X-Forwarded-For` where they are.
 */
export function useTarget(change: Readonly<Record<string, string>> = {}): () => Target {
  let target: Target | undefined;
  const opened: (() => unknown)[] = [];
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'maqiao-attacked-'));
    opened.push(() => rmSync(folder, { recursive: true, force: true }));
    const wechat = await startSimulator({ enforceQuotas: false });
    opened.push(() => wechat.close());
    const environment = {
      ...NO_LIMITS,
      PUBLIC_URL,
      TRUST_PROXY: '1',
      WECHAT_APP_ID: wechat.appId,
      WECHAT_APP_SECRET: wechat.appSecret,
      WECHAT_API_BASE_URL: wechat.url,
      DATABASE_URL: `sqlite:${join(folder, 'maqiao.db')}`,
      AVATAR_STORAGE: `disk:${join(folder, 'avatars')}`,
      ...change,
    };
    const instance = new Instance(environment);
    opened.push(() => instance.end('SIGKILL'));
    await instance.start();
    const { url, port } = instance;
    const origin = environment.PUBLIC_URL;
    target = {
      url,
      port,
      wechat,
      instance,
      folder,
      environment,
      browser: (options) => new Browser(url, { origin, ip: VICTIM_IP, ...options }),
      phone: (options) => new Phone(url, wechat, { ip: VICTIM_IP, ...options }),
    };
  }, SERVER_TIMEOUT_MS);
  afterAll(async () => {
    for (const close of opened.reverse()) await close();
  }, SERVER_TIMEOUT_MS);
  return () => {
    if (!target) throw new Error('the server is not running');
    return target;
  };
}
