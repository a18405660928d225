import { describe, expect, test } from '@jest/globals';
import type { Login, LoginState, Surroundings } from '@maqiao/browser';
import type { Language, PageSettings } from '@maqiao/shared';
import { renderToStaticMarkup } from 'react-dom/server';
import { PageContext } from '../page-context.ts';
import { PAGE_WORDS as WORDS } from '@maqiao/shared/words/page';
import { StateView } from './state-view.tsx';

const SCENE = 'aZ-_'.repeat(8);
const picture = 'data:image/jpeg;base64,AAAA';
const WAITING: LoginState = {
  phase: 'waiting',
  scene: SCENE,
  picture,
  expiresAt: Date.now() + 99_500,
  lifetimeMs: 180_000,
};
const STATES: LoginState[] = [
  { phase: 'loading' },
  WAITING,
  { phase: 'scanned', scene: SCENE, picture, firstCharacter: '桥', number: '47', expiresAt: 0 },
  { phase: 'scanned', scene: SCENE, picture, firstCharacter: null, number: null, expiresAt: 0 },
  { phase: 'confirmed', scene: SCENE, user: null },
  { phase: 'signed-in', user: { nickname: null, avatarUrl: null }, signOut: 'failed' },
  { phase: 'signed-in', user: { nickname: null, avatarUrl: null }, signOut: 'blocked' },
  { phase: 'refused' },
  { phase: 'expired', renewal: 'automatic' },
  { phase: 'expired', renewal: 'tap' },
  { phase: 'offline' },
  { phase: 'signed-out', reason: 'ended' },
  { phase: 'failed', code: 'wechat_busy', retryable: true },
  { phase: 'replaced' },
  { phase: 'cancelled' },
];
const PLAIN: PageSettings = {
  siteName: '<b>山海</b>书店',
  demo: false,
  phoneUrl: null,
  apiDocs: false,
  logoUrl: null,
  color: null,
  languages: [],
};
const DEMO: PageSettings = {
  ...PLAIN,
  siteName: '书店',
  demo: true,
  phoneUrl: 'http://localhost:3001/phone/',
  apiDocs: true,
};

function render(
  state: LoginState,
  language: Language = 'zh',
  settings: PageSettings = PLAIN,
  surroundings: Surroundings = 'screen',
): string {
  // A view calls the client only when it is pressed.
  const login = {} as Login;
  return renderToStaticMarkup(
    <PageContext value={{ login, settings, surroundings, language }}>
      <StateView state={state} />
    </PageContext>,
  );
}

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  test.each(STATES)('$phase has one headline and nothing the page’s policy would refuse', (state) => {
    const html = render(state, language);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).not.toMatch(/\sstyle=|<style|<script|\son\w+=/);
  });
});

test('a site’s name is text, not markup', () => {
  expect(render(WAITING)).toContain('登录 &lt;b&gt;山海&lt;/b&gt;书店');
});

test('the code is a picture with its name, and the time left stands in words', () => {
  const html = render(WAITING);
  expect(html).toContain(`src="${picture}" alt="${WORDS.zh.pictureOfCode}"`);
  expect(html).toMatch(/role="timer">\d+ 秒后换新码/);
});

test('the phone is a link of the demo only, opens apart, and carries the scene', () => {
  expect(render(WAITING)).not.toContain('target="_blank"');
  const html = render(WAITING, 'en', DEMO);
  expect(html).toContain(
    `href="http://localhost:3001/phone/?scene=${SCENE}" target="_blank" rel="noopener">Open the phone`,
  );
});

test('on a phone the picture can be saved; inside WeChat it is pressed', () => {
  expect(render(WAITING, 'en', PLAIN, 'phone')).toContain(`href="${picture}" download="maqiao.jpg"`);
  expect(render(WAITING, 'en', PLAIN, 'wechat')).not.toContain('download');
  expect(render(WAITING, 'zh', PLAIN, 'wechat')).toContain('长按小程序码');
});

test('after a scan the code itself is no longer offered to a screen reader, and "Not you?" is there', () => {
  const html = render({ ...(STATES[3] as LoginState) });
  expect(html).toContain('alt=""');
  expect(html).toContain(WORDS.zh.notYou);
});

test('the number of number match stands large', () => {
  expect(render(STATES[2] as LoginState)).toContain('<span class="number">47</span>');
});
