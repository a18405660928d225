import type { Page } from 'playwright-core';
import {
  browsers,
  json,
  refusal,
  scanned,
  SCENE,
  session,
  snapshot,
  auditLog,
  type StubAnswers,
} from './stub-answers.ts';

export type Language = 'zh' | 'en';

/** One screen of the mini program, and how to get there. */
export interface Screen {
  name: string;
  /** Query of the phone page; the home page opens without a scene. */
  query?: Record<string, string>;
  answers?: (language: Language) => StubAnswers;
  /** What the person does, until the screen stands. */
  steps?: (phone: Page) => Promise<unknown>;
}

const POINTS = { nickname: '林间', avatarUrl: null };
const PICTURE = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#d9d3c4"/><circle cx="5.6" cy="2.6" r="1" fill="#b23a22"/><path d="M0 8L3 3l3 5zM4 8l2-3 2 3z" fill="#6b7a80"/></svg>',
)}`;

const signedIn = (more: StubAnswers = {}): StubAnswers => ({
  'POST /api/mini-program/session': json(session(POINTS)),
  'GET /api/sessions': json(browsers()),
  'GET /api/security-events': json(auditLog()),
  ...more,
});
const scan = (entry = '1047') => ({ scene: SCENE, entry });
const openHome = async (phone: Page) => {
  await phone.click('#sign-in');
  await phone.waitForSelector('#sessions-empty, .session-times, #sessions-failed');
};
const openProfile = async (phone: Page) => {
  await openHome(phone);
  await phone.click('#profile');
  await phone.waitForSelector('#save-nickname');
};
const openDeleteAccount = async (phone: Page) => {
  await openProfile(phone);
  await phone.click('#delete-account');
  await phone.waitForSelector('#go-on');
};
const openAuditLog = async (phone: Page) => {
  await openHome(phone);
  await phone.click('#audit-log');
  await phone.waitForSelector('.audit-log-day, #audit-log-empty');
};
const refused = (name: string, code: Parameters<typeof refusal>[0]): Screen => ({
  name,
  query: scan(),
  answers: () => ({ 'POST /api/scenes': refusal(code) }),
  steps: (phone) => phone.waitForSelector('#happened'),
});
const asking = (
  name: string,
  request: Parameters<typeof scanned>[0],
  entry?: string,
  steps: Screen['steps'] = () => Promise.resolve(),
): Screen => ({
  name,
  query: scan(entry),
  answers: (language) => ({
    'POST /api/scenes': scanned(request, language),
    [`POST /api/scenes/${SCENE}/confirm`]: json(snapshot('confirmed')),
    [`POST /api/scenes/${SCENE}/reject`]: json(snapshot('rejected')),
  }),
  steps: async (phone) => {
    await phone.waitForSelector('#confirm');
    await steps(phone);
  },
});
const largeText = (screen: Screen): Screen => ({
  ...screen,
  name: `${screen.name}-large-text`,
  query: { ...screen.query, text: '1.5' },
});
const withPicture = { 'POST /api/mini-program/session': json(session({ ...POINTS, avatarUrl: PICTURE })) };

const STEP_UP = { purpose: 'step-up', action: 'delete_account', account: POINTS } as const;
const confirm = asking('confirm', {});
const client = asking('confirm-client', {
  client: { name: 'Riverside Notes', host: 'notes.example.org', scopes: ['openid', 'profile'] },
});
/** As long as a client's name may be, with nothing to break it at. */
const LONG_NAME = 'W'.repeat(60);
const home: Screen = { name: 'home', answers: () => signedIn(), steps: openHome };
const profile: Screen = { name: 'profile', answers: () => signedIn(withPicture), steps: openProfile };

/** Every screen of the program, in the order in which a person may meet them. */
export const SCREENS: Screen[] = [
  { name: 'front', steps: (phone) => phone.waitForSelector('#sign-in') },
  largeText({ name: 'front', steps: (phone) => phone.waitForSelector('#sign-in') }),
  {
    name: 'reading',
    query: scan(),
    answers: () => ({ 'POST /api/scenes': 'waiting' }),
    steps: (phone) => phone.waitForSelector('#slow'),
  },
  confirm,
  largeText(confirm),
  asking(
    'confirm-forwarded',
    { near: 'elsewhere', region: '海外', ip: '103.21.*.*', knownBrowser: false, match: 'number' },
    '1049',
  ),
  asking('confirm-number', { match: 'number', near: 'elsewhere', knownBrowser: false }, '1047', (phone) =>
    phone.fill('#number', '4'),
  ),
  asking('confirm-same-phone', { display: 'same-phone', near: 'same-network', os: 'Android' }, '1049'),
  client,
  largeText(client),
  asking('confirm-app', {
    client: { name: 'TV upstairs', host: null, scopes: ['openid', 'profile', 'offline_access'] },
    match: 'number',
  }),
  asking('confirm-long-names', {
    client: {
      name: LONG_NAME,
      host: `${'a-long-label.'.repeat(4)}example.com`,
      scopes: ['openid', 'profile', 'offline_access', 'wechat', 'email'],
    },
    siteName: LONG_NAME,
    siteUrl: `https://${'a-long-label.'.repeat(4)}example.org`,
  }),
  asking('confirm-link', { purpose: 'link', account: POINTS, match: 'number' }),
  asking('confirm-step-up', { ...STEP_UP, match: 'number' }),
  asking('stepped-up', STEP_UP, '1047', async (phone) => {
    await phone.click('#confirm');
    await phone.waitForSelector('#undo');
  }),
  asking('signed-in', {}, '1047', async (phone) => {
    await phone.click('#confirm');
    await phone.waitForSelector('#undo');
  }),
  asking('declined', {}, '1047', async (phone) => {
    await phone.click('#reject');
    await phone.waitForSelector('#done');
  }),
  refused('expired', 'scene_expired'),
  refused('taken', 'scene_taken'),
  refused('used', 'scene_closed'),
  refused('busy', 'wechat_busy'),
  refused('code-refused', 'invalid_login_code'),
  refused('blocked', 'login_blocked'),
  {
    name: 'offline',
    query: scan(),
    answers: () => ({ 'POST /api/scenes': { error: 'errcode:-106 net::ERR_INTERNET_DISCONNECTED' } }),
    steps: (phone) => phone.waitForSelector('#retry'),
  },
  {
    name: 'no-code',
    query: { page: 'pages/login/index' },
    steps: (phone) => phone.waitForSelector('#happened'),
  },
  home,
  largeText(home),
  {
    name: 'home-all',
    answers: () => signedIn(),
    steps: async (phone) => {
      await openHome(phone);
      await phone.click('#end-all');
      await phone.waitForSelector('#end-all-sure');
    },
  },
  {
    name: 'home-not-me',
    answers: () => signedIn({ 'POST /api/sessions/s1/delete': json(undefined, 204) }),
    steps: async (phone) => {
      await openHome(phone);
      await phone.click('#not-me-s1');
      await phone.waitForSelector('#sessions-done');
    },
  },
  { name: 'home-empty', answers: () => signedIn({ 'GET /api/sessions': json([]) }), steps: openHome },
  {
    name: 'home-failed',
    answers: () => signedIn({ 'GET /api/sessions': refusal('unavailable') }),
    steps: openHome,
  },
  {
    name: 'home-loading',
    answers: () => signedIn({ 'GET /api/sessions': 'waiting' }),
    steps: async (phone) => {
      await phone.click('#sign-in');
      await phone.waitForSelector('#sessions-slow');
    },
  },
  profile,
  largeText(profile),
  {
    name: 'profile-privacy',
    answers: () => signedIn(),
    steps: async (phone) => {
      await openProfile(phone);
      await phone.click('#choose-picture');
      await phone.waitForSelector('#privacy-agree');
    },
  },
  {
    name: 'profile-declined',
    answers: () => signedIn(),
    steps: async (phone) => {
      await openProfile(phone);
      await phone.click('#choose-picture');
      await phone.click('#privacy-decline');
      await phone.waitForSelector('#profile-trouble');
    },
  },
  { name: 'audit-log', answers: () => signedIn(), steps: openAuditLog },
  {
    name: 'audit-log-empty',
    answers: () => signedIn({ 'GET /api/security-events': json({ events: [], next: null }) }),
    steps: openAuditLog,
  },
  { name: 'delete-account', answers: () => signedIn(), steps: openDeleteAccount },
  {
    name: 'delete-account-sure',
    answers: () => signedIn(),
    steps: async (phone) => {
      await openDeleteAccount(phone);
      await phone.click('#go-on');
      await phone.waitForSelector('#delete');
    },
  },
  {
    name: 'left',
    answers: () => signedIn(),
    steps: async (phone) => {
      await openHome(phone);
      await phone.click('#sign-out');
      await phone.waitForSelector('#left');
    },
  },
  {
    name: 'about',
    query: { page: 'pages/about/index' },
    steps: (phone) => phone.waitForSelector('.about-section'),
  },
];
