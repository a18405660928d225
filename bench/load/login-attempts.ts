import { hash, randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import { HttpClient } from './http-client.ts';
import { openWaitingSocket, type Transport } from './waiting-socket.ts';

/** PUBLIC_URL of every measured server: the port is not the one it listens on, as behind a proxy. */
export const PUBLIC_URL = 'http://localhost:3000';

const BROWSER = [
  `Origin: ${PUBLIC_URL}`,
  'User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36',
  'Accept: application/json',
  'Accept-Language: zh-CN,zh;q=0.9,en;q=0.8',
  '',
].join('\r\n');

const PHONE = [
  'Referer: https://servicewechat.com/wx0123456789abcdef/1/page-frame.html',
  'User-Agent: Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.50',
  '',
].join('\r\n');

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Number of people who sign in in turn; each has one row. */
const PEOPLE = 500;

/** One login on its way. */
export interface Attempt {
  scene: string;
  verifier: string;
  socket: Socket | undefined;
  /** The token that the phone was given with its scan. */
  phoneToken: string;
  /** When the login's bytes came, in nanoseconds of the monotonic clock. */
  arrivedAt: number;
  arrived: Promise<void>;
}

/** Where logins are made. The phone may reach another instance than the browser. */
export interface LoginTarget {
  browserPort: number;
  phonePort?: number;
  transport: Transport;
}

let logins = 0;

/** Makes logins against one server, step by step, as browser and phone together. */
export class LoginAttempts {
  readonly #target: LoginTarget;
  readonly #browser: HttpClient;
  readonly #phone: HttpClient;

  constructor(target: LoginTarget) {
    this.#target = target;
    this.#browser = new HttpClient(target.browserPort);
    this.#phone = new HttpClient(target.phonePort ?? target.browserPort);
  }

  /** Registers a scene and opens the browser's socket. */
  async open(): Promise<Attempt> {
    const attempt = await this.register();
    return this.watch(attempt);
  }

  async register(): Promise<Attempt> {
    const verifier = randomBytes(32).toString('base64url');
    const scene = sceneNameOf(verifier);
    const answer = await this.#browser.call('POST', '/api/scenes', BROWSER, `{"scene":"${scene}"}`);
    if (answer.status !== 201) throw new Error(`register: ${answer.status} ${answer.body.slice(0, 300)}`);
    return { scene, verifier, socket: undefined, phoneToken: '', arrivedAt: 0, arrived: Promise.resolve() };
  }

  async watch(attempt: Attempt): Promise<Attempt> {
    let arrived = (): void => undefined;
    attempt.arrived = new Promise((resolve) => (arrived = resolve));
    logins += 1;
    attempt.socket = await openWaitingSocket({
      port: this.#target.browserPort,
      transport: this.#target.transport,
      origin: PUBLIC_URL,
      scene: attempt.scene,
      verifier: attempt.verifier,
      localAddress: `127.0.0.${2 + (logins % 8)}`,
      onLogin: (json) => {
        attempt.arrivedAt = Number(process.hrtime.bigint());
        if (!json.includes('"accessToken":"')) throw new Error('a login without a token');
        arrived();
      },
    });
    return attempt;
  }

  async scan(attempt: Attempt): Promise<void> {
    logins += 1;
    const code = `p${logins % PEOPLE}.${logins}.${process.pid}`;
    const path = `/api/scenes/${attempt.scene}/scan`;
    const answer = await this.#phone.call('POST', path, PHONE, `{"code":"${code}","entry":1047}`);
    if (answer.status !== 200) throw new Error(`scan: ${answer.status} ${answer.body}`);
    attempt.phoneToken = textAfter(answer.body, '"accessToken":"');
  }

  /** Confirms, and waits for the answer alone. */
  async confirm(attempt: Attempt): Promise<void> {
    const headers = `${PHONE}Authorization: Bearer ${attempt.phoneToken}\r\n`;
    const answer = await this.#phone.call('POST', confirmPath(attempt), headers, '{}');
    if (answer.status !== 200) throw new Error(`confirm: ${answer.status} ${answer.body}`);
  }

  /** The whole of it: create, watch, scan, confirm, deliver; the browser leaves. */
  async login(): Promise<void> {
    const attempt = await this.open();
    await this.scan(attempt);
    await Promise.all([this.confirm(attempt), attempt.arrived]);
    attempt.socket?.destroy();
  }

  /** Asks as a browser without a socket does. @returns the status */
  async poll({ scene, verifier }: Attempt): Promise<number> {
    const path = `/api/scenes/${scene}/token`;
    return (await this.#browser.call('POST', path, BROWSER, `{"verifier":"${verifier}"}`)).status;
  }

  close(): void {
    this.#browser.close();
    this.#phone.close();
  }
}

/** The path of a confirm: what the server's probe knows it by. */
export function confirmPath({ scene }: Attempt): string {
  return `/api/scenes/${scene}/confirm`;
}

/** Does `count` pieces of work, so many at once. */
export async function atOnce(count: number, concurrency: number, work: () => Promise<void>): Promise<void> {
  let begun = 0;
  const worker = async () => {
    while (begun < count) {
      begun += 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, count) }, worker));
}

/** A fresh name without its verifier, for a browser that registers and does not come back. */
export function anySceneName(): string {
  return sceneNameOf(randomBytes(32).toString('base64url'));
}

/** As `createSceneName` of `@maqiao/shared`, by Node's own hash: so that the load generator costs little. */
function sceneNameOf(verifier: string): string {
  let rest = Math.floor(Date.now() / 1000);
  let time = '';
  for (let digit = 0; digit < 6; digit += 1) {
    time = BASE64URL.charAt(rest % 64) + time;
    rest = Math.floor(rest / 64);
  }
  return time + hash('sha256', `${time}.${verifier}`, 'base64url').slice(0, 26);
}

function textAfter(json: string, mark: string): string {
  const start = json.indexOf(mark) + mark.length;
  return json.slice(start, json.indexOf('"', start));
}
