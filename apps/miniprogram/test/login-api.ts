import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ERROR_STATUS,
  type ErrorCode,
  type LoginRequestDetails,
  type ScanResponse,
  type SceneSnapshot,
  type SceneStatus,
} from '@maqiao/shared';

/** What the phone asked. */
interface ApiCall {
  method: string;
  path: string;
  body: unknown;
  authorization: string | undefined;
}

/** An answer to write, or `lost`: the connection breaks before one came. */
export type ApiAnswer = { status: number; body: unknown; header?: Record<string, string> } | 'lost';

type Answering = (call: ApiCall) => ApiAnswer | Promise<ApiAnswer>;

/**
 * The last part of a call's path: scan, confirm, reject; session (the program's own), sessions, security-events, me. Of a
 * POST that deletes the last two: sessions/delete, me/delete, or the id of one session and /delete.
 */
type Action = string;

/** The phone's calls, answered as a test says: each call takes the next answer, the last one stays. */
export interface LoginApi {
  readonly origin: string;
  /** All but those for the site's look, which every page makes, and which count for nothing. */
  readonly calls: readonly ApiCall[];
  /** Calls whose path ends so. */
  callsTo(action: Action): ApiCall[];
  /** Addresses of the calls for the site's look. */
  siteCalls(): string[];
  answer(action: Action, ...answers: (ApiAnswer | Answering)[]): void;
  close(): Promise<void>;
}

export async function startLoginApi(): Promise<LoginApi> {
  const calls: ApiCall[] = [];
  const siteCalls: string[] = [];
  const answers = new Map<string, (ApiAnswer | Answering)[]>();
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url ?? '';
    const call: ApiCall = {
      method: request.method ?? '',
      path,
      body: JSON.parse(Buffer.concat(chunks).toString('utf8') || 'null'),
      authorization: request.headers.authorization,
    };
    if (actionOf(path) === 'site') siteCalls.push(path);
    else calls.push(call);
    const queue = answers.get(actionOf(path)) ?? (actionOf(path) === 'site' ? [problem('not_found')] : []);
    const next = queue.length > 1 ? queue.shift() : queue[0];
    const answer = typeof next === 'function' ? await next(call) : next;
    if (answer === undefined || answer === 'lost') {
      response.destroy();
      return;
    }
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.header }).end(text);
  }

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    callsTo: (action) => calls.filter((call) => actionOf(call.path) === action),
    siteCalls: () => siteCalls,
    answer: (action, ...list) => void answers.set(action, list),
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function actionOf(path: string): Action {
  const [bare = ''] = path.split('?');
  return /[^/]*(\/delete)?$/.exec(bare)?.[0] ?? '';
}

export const SCENE = 'AbCdEf-_0123456789AbCdEf01234567';

function snapshot(status: SceneStatus, lifeMs = 120_000): SceneSnapshot {
  const now = Date.now();
  return {
    scene: SCENE,
    status,
    now: new Date(now).toISOString(),
    expiresAt: new Date(now + lifeMs).toISOString(),
  };
}

interface ScanOutcome {
  token?: string;
  status?: SceneStatus;
  lifeMs?: number;
}

export function scanned(
  request: Partial<LoginRequestDetails> = {},
  { token = 'token-1', status = 'scanned', lifeMs = 120_000 }: ScanOutcome = {},
): ApiAnswer {
  const body: ScanResponse = {
    accessToken: token,
    expiresIn: 600,
    user: { nickname: null, avatarUrl: null },
    scene: snapshot(status, lifeMs),
    request: {
      siteName: 'Reading club',
      siteUrl: 'https://read.example.com',
      browser: 'Chrome',
      os: 'Windows',
      region: '浙江 杭州',
      ip: '112.64.*.*',
      near: 'same-region',
      match: 'none',
      display: 'screen',
      createdAt: new Date(Date.now() - 34_000).toISOString(),
      ...request,
    },
  };
  return { status: 200, body };
}

/** The program's own sign-in. */
export function signedIn(token = 'token-1'): ApiAnswer {
  const body = { accessToken: token, expiresIn: 600, user: { nickname: '林间', avatarUrl: null } };
  return { status: 200, body };
}

/** Browsers of these ids, last used so many milliseconds ago. */
export function browsers(...ids: string[]): { status: number; body: object[] } {
  const at = new Date(Date.now() - 90_000).toISOString();
  const body = ids.map((id) => ({
    id,
    origin: `https://${id}.example.com`,
    browser: 'Chrome',
    os: 'Windows',
    ip: '112.64.18.7',
    region: '浙江 杭州',
    createdAt: at,
    lastSeenAt: at,
    current: false,
  }));
  return { status: 200, body };
}

export function moved(status: SceneStatus, lifeMs?: number): ApiAnswer {
  return { status: 200, body: snapshot(status, lifeMs) };
}

export function problem(code: ErrorCode, header: Record<string, string> = {}): ApiAnswer {
  const status = ERROR_STATUS[code];
  return {
    status,
    body: { type: 'about:blank', title: code, status, code, detail: 'for developers only', requestId: 'r1' },
    header: { ...header, 'content-type': 'application/problem+json' },
  };
}
