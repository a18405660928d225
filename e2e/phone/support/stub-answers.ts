import {
  ERROR_STATUS,
  type ErrorCode,
  type LoginRequestDetails,
  type SceneStatus,
  type SecurityEvent,
  type SessionSummary,
  type UserProfile,
} from '@maqiao/shared';

/** The answer to a `wx.request` on the demo's phone, instead of the API's. */
export type StubAnswer =
  | { status: number; headers: Record<string, string>; body: string }
  /** No answer, in WeChat's words. */
  | { error: string }
  /** Never answered. */
  | 'waiting';

/** By method and path; the longest path that fits is taken. */
export type StubAnswers = Record<string, StubAnswer>;

export const SCENE = 'AbCdEf-_0123456789AbCdEf01234567';
const SITE = 'https://read.example.com';

export function json(body: unknown, status = 200): StubAnswer {
  const text = body === undefined ? '' : JSON.stringify(body);
  return { status, headers: { 'content-type': 'application/json' }, body: text };
}

export function refusal(code: ErrorCode): StubAnswer {
  return json({ code }, ERROR_STATUS[code]);
}

export function scanned(request: Partial<LoginRequestDetails>, language: 'zh' | 'en'): StubAnswer {
  const now = Date.now();
  return json({
    ...session({ nickname: null, avatarUrl: null }),
    scene: snapshot('scanned'),
    request: {
      siteName: language === 'zh' ? '山前书店' : 'Hillfoot Books',
      siteUrl: SITE,
      browser: 'Chrome',
      os: 'Windows',
      region: '浙江 杭州',
      ip: '112.64.*.*',
      near: 'same-region',
      match: 'none',
      display: 'screen',
      createdAt: new Date(now - 34_000).toISOString(),
      knownBrowser: true,
      ...request,
    } satisfies LoginRequestDetails,
  });
}

export function snapshot(status: SceneStatus): object {
  const now = Date.now();
  const times = { now: new Date(now).toISOString(), expiresAt: new Date(now + 100_000).toISOString() };
  return { scene: SCENE, status, ...times };
}

export function session(user: UserProfile): object {
  return { accessToken: 'stub', expiresIn: 600, user };
}

/** Milliseconds ago, as the API writes times. */
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export function browsers(): SessionSummary[] {
  const common = { origin: SITE, current: false };
  return [
    {
      ...common,
      id: 's1',
      browser: 'Chrome',
      os: 'Windows',
      ip: '112.64.18.7',
      region: '浙江 杭州',
      createdAt: ago(3 * DAY + HOUR),
      lastSeenAt: ago(4 * MINUTE),
    },
    {
      ...common,
      id: 's2',
      origin: 'https://a-rather-long-name-of-a-site.example.com',
      browser: 'Safari',
      os: 'macOS',
      ip: '2408:8207:2411:6e01::15',
      region: '上海',
      createdAt: ago(9 * DAY),
      lastSeenAt: ago(26 * HOUR),
    },
    {
      ...common,
      id: 's3',
      browser: 'unknown',
      os: 'unknown',
      ip: null,
      region: null,
      createdAt: ago(400 * DAY),
      lastSeenAt: ago(12 * DAY),
    },
  ];
}

export function auditLog(): { events: SecurityEvent[]; next: string | null } {
  const browser = { origin: SITE, browser: 'Chrome', os: 'Windows', region: '浙江 杭州', ip: '112.64.18.7' };
  const event = (
    id: string,
    age: number,
    kind: SecurityEvent['kind'],
    more: Partial<SecurityEvent> = {},
  ) => ({
    id,
    kind,
    at: ago(age),
    ...browser,
    ...more,
  });
  return {
    events: [
      event('0', 2 * MINUTE, 'client_allowed', { client: '山前书店' }),
      event('1', 3 * MINUTE, 'signed_in', { client: '河畔笔记', method: 'mini-program' }),
      event('2', 3 * MINUTE, 'confirmed', { client: '河畔笔记', method: 'mini-program' }),
      event('3', 4 * MINUTE, 'scanned', { method: 'mini-program' }),
      event('3a', 25 * HOUR, 'identity_linked', {
        method: 'website',
        identity: { id: 'k7Wc2x'.padEnd(43, '0'), provider: 'wechat-website', appId: 'wx0000000000000003' },
      }),
      event('4', 26 * HOUR, 'signed_out', { by: 'phone', reason: 'not_me', region: '海外' }),
      event('5', 27 * HOUR, 'refresh_reused'),
      event('6', 3 * DAY, 'number_mismatch', { ip: '103.21.*.*', region: null, browser: 'Edge' }),
      event('7', 3 * DAY, 'taken', { by: 'other' }),
      event('8', 5 * DAY, 'rejected'),
      event('9', 5 * DAY, 'signed_out', { by: 'browser' }),
    ],
    next: '9',
  };
}
