import { joinMessages, labelled } from '@maqiao/shared';
import type { ElementWords } from '@maqiao/shared/words/element';
import type { Login } from '../create-login.ts';
import { secondsLeft, type LoginState } from '../state.ts';
import type { Surroundings } from '../surroundings.ts';
import { draw, make, set } from './dom.ts';
import type { SiteLook } from './site-look.ts';
import { makePicture } from './picture.ts';
import { fill } from './fill.ts';
import type { Speech } from './speech.ts';

/** How the card speaks and looks. */
interface CardSettings {
  speech: Speech;
  /** Who people sign in to. */
  site: string;
  surroundings: Surroundings;
  dark: boolean;
  /** How the owner wants it to look; null before the server has said so. */
  look: SiteLook | null;
}

/** The login as people see it, inside a shadow root. */
export interface Card {
  show(state: LoginState, settings: CardSettings): void;
  /** Ends its timers. */
  stop(): void;
}

/** After so long a sentence says what is slow, in milliseconds. */
const SLOW_MS = 5000;

/** Where the logo says whose sign-in this is. */
const BEFORE_SIGN_IN: ReadonlySet<string> = new Set(['loading', 'waiting', 'scanned']);

/** Builds the card; `act` is what its buttons call. */
export function createCard(root: ShadowRoot, act: Pick<Login, 'renew' | 'start' | 'signOut'>): Card {
  const card = set(make('section', 'card'), { tabindex: '-1' });
  const said = set(make('p', 'said'), { role: 'status', 'aria-live': 'polite' });
  root.append(card, said);
  let last: { state: LoginState; key: string } | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(state: LoginState, settings: CardSettings): void {
    const { tag, words } = settings.speech;
    const key = JSON.stringify(settings);
    const before = last?.key === key ? last.state : null;
    if (before === state) return;
    last = { state, key };
    card.className = settings.dark ? 'card dark' : 'card';
    card.lang = said.lang = tag === 'zh' ? 'zh-CN' : tag;
    card.dataset.phase = state.phase;
    color(settings.look);
    card.setAttribute('aria-label', fill(words.title, settings.site));
    clearTimeout(timer);

    if (state.phase === 'waiting' && before?.phase === 'waiting') {
      // The next code takes the place of the last in the same picture, so that nothing blinks.
      const image = card.querySelector<HTMLElement>('.code');
      if (image instanceof HTMLImageElement) image.src = state.picture;
      else image?.replaceWith(makePicture(state.picture, words.code));
      card.querySelector<HTMLAnchorElement>('a')?.setAttribute('href', state.picture);
      return tick(state, words);
    }
    const focused = card.contains(root.activeElement);
    const [headline, ...rest] = view(state, settings, words, before);
    const heading = set(make('p', 'headline', headline), { role: 'heading', 'aria-level': '2' });
    const middle =
      state.phase === 'waiting' || state.phase === 'scanned' || state.phase === 'loading' ? 0 : 1;
    const above = BEFORE_SIGN_IN.has(state.phase) ? logo(settings.look?.logoUrl ?? null) : [];
    card.replaceChildren(...above, ...rest.slice(0, middle), heading, ...rest.slice(middle));
    // A button that is gone must not take the keyboard's place with it.
    if (focused) card.focus({ preventScroll: true });
    const text = announcement(state, headline, settings.speech);
    if (said.textContent !== text) said.textContent = text;
    if (state.phase === 'waiting') tick(state, words);
    else if (state.phase === 'loading' || state.phase === 'confirmed') {
      timer = setTimeout(() => card.append(make('p', 'time', words.slow)), SLOW_MS);
    }
  }

  /** A property of the card's own style, which no policy of the page refuses; the page's own custom properties go first. */
  function color(look: SiteLook | null): void {
    const { light, onLight, dark, onDark } = look?.color ?? {};
    const values = { light, 'on-light': onLight, dark, 'on-dark': onDark };
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) card.style.removeProperty(`--brand-${name}`);
      else card.style.setProperty(`--brand-${name}`, value);
    }
  }

  /** The time left, in words and as the ring; again at every whole second. */
  function tick(state: Extract<LoginState, { phase: 'waiting' }>, words: ElementWords): void {
    const left = state.expiresAt - Date.now();
    const seconds = secondsLeft(state, Date.now());
    const time = card.querySelector('.time');
    if (time) time.textContent = seconds > 0 ? fill(words.timeLeft, seconds) : words.timeUp;
    const share = Math.min(1, Math.max(0, left / state.lifetimeMs));
    card.querySelector('.ring rect')?.setAttribute('stroke-dashoffset', String(share - 1));
    if (left > 0) timer = setTimeout(() => tick(state, words), left % 1000 || 1000);
  }

  /** The headline, then what stands around it; outside of the code's own views the first of them stands above. */
  function view(
    state: LoginState,
    { speech, site, surroundings }: CardSettings,
    words: ElementWords,
    before: LoginState | null,
  ): [string, ...Node[]] {
    switch (state.phase) {
      case 'loading':
        return [words.loading, make('div', 'tile empty', shape())];
      case 'waiting': {
        const sentence =
          surroundings === 'wechat'
            ? words.waitingInWechat
            : surroundings === 'phone'
              ? words.title
              : words.waiting;
        return [
          fill(sentence, site),
          draw('ring', null, ['rect', { pathLength: '1', 'stroke-dasharray': '1' }]),
          make('div', 'tile', makePicture(state.picture, words.code)),
          ...(surroundings === 'phone'
            ? [make('p', 'advice', words.onPhone), saving(state.picture, words)]
            : []),
          set(make('p', 'time'), { role: 'timer' }),
        ];
      }
      case 'scanned': {
        const behind = set(makePicture(state.picture, ''), { 'aria-hidden': 'true' });
        const front =
          state.number === null
            ? [avatar(state.firstCharacter, null)]
            : [make('span', 'number', state.number), make('span', 'advice', words.number)];
        return [
          words.scanned,
          make('div', 'tile behind', behind, make('div', 'front', ...front)),
          button(words.notYou, () => act.renew()),
        ];
      }
      case 'confirmed':
        return [words.confirmed, avatar(state.user?.nickname ?? null, state.user?.avatarUrl ?? null)];
      case 'signed-in': {
        const { nickname, avatarUrl } = state.user;
        const leaving = state.signOut === 'working';
        const out = button(leaving ? words.signingOut : words.signOut, () => void act.signOut());
        if (leaving) out.setAttribute('aria-disabled', 'true');
        return [
          words.signedIn,
          seal(before?.phase !== 'signed-in'),
          avatar(nickname, avatarUrl),
          make('p', 'name', nickname ?? words.unnamed),
          out,
          ...(caution(state, words) === null ? [] : [make('p', 'caution', caution(state, words) ?? '')]),
        ];
      }
      case 'signed-out': {
        const happened = state.reason === 'ended' ? speech.errors('session_revoked').happened : words.ranOut;
        return notice(happened, '', words.signInAgain, () => act.start());
      }
      case 'expired':
        return state.renewal === 'tap'
          ? notice(words.expired, words.next, words.newCode)
          : [words.renewing, make('div', 'tile empty', shape())];
      case 'refused':
      case 'cancelled':
        return notice(words[state.phase], words.next, words.newCode);
      case 'offline':
        return notice(words.offline, '', null);
      case 'replaced': {
        const { happened, next } = speech.errors('replaced');
        return notice(happened, next, words.continueHere, () => act.start());
      }
      case 'failed': {
        const { happened, next } = speech.errors(state.code);
        return notice(happened, next, state.retryable ? words.tryAgain : null);
      }
    }
  }

  function notice(
    happened: string,
    next: string,
    label: string | null,
    press = (): void => act.renew(),
  ): [string, ...Node[]] {
    return [
      happened,
      gap(),
      ...(next === '' ? [] : [make('p', 'advice', next)]),
      ...(label === null ? [] : [button(label, press, 'button primary')]),
    ];
  }

  return { show, stop: () => clearTimeout(timer) };
}

function announcement(state: LoginState, headline: string, { tag, words }: Speech): string {
  if (state.phase === 'scanned' && state.number !== null) {
    return joinMessages(headline, labelled(words.number, state.number, tag), tag);
  }
  return caution(state, words) ?? headline;
}

/** Why this browser is still signed in after a sign-out; null when none has failed. */
function caution(state: LoginState, words: ElementWords): string | null {
  if (state.phase !== 'signed-in') return null;
  if (state.signOut === 'blocked') return words.signOutBlocked;
  return state.signOut === 'failed' ? words.signOutFailed : null;
}

/** The owner's logo, once it is there: a page whose policy refuses it shows none, and no broken picture. */
function logo(url: string | null): Node[] {
  if (url === null) return [];
  const image = make('img', 'logo');
  image.alt = '';
  image.onerror = () => image.remove();
  image.src = url;
  return [image];
}

function button(label: string, press: () => void, name = 'button'): HTMLButtonElement {
  const made = make('button', name, label);
  made.type = 'button';
  made.onclick = press;
  return made;
}

function saving(picture: string, words: ElementWords): HTMLAnchorElement {
  const link = make('a', 'button primary', words.save);
  link.href = picture;
  link.download = picture.startsWith('data:image/png') ? 'maqiao.png' : 'maqiao.jpg';
  return link;
}

/** Their picture, else their first character, else a neutral figure: most people have set neither. */
function avatar(name: string | null, url: string | null): HTMLElement {
  // By code point: a first character may be a surrogate pair.
  const [first] = name ?? '';
  const plain =
    first ??
    draw(
      'figure',
      '0 0 32 32',
      ['circle', { cx: '16', cy: '12', r: '5.5' }],
      ['path', { d: 'M5.500 28c1-6.500 5-9.500 10.500-9.500s9.500 3 10.500 9.500' }],
    );
  const made = make('span', 'avatar', plain);
  made.setAttribute('aria-hidden', 'true');
  if (url !== null) {
    const image = make('img', '');
    image.alt = '';
    image.onload = () => made.replaceChildren(image);
    image.src = url;
  }
  return made;
}

/** The shape of the code that will come. */
function shape(): SVGSVGElement {
  const finder = (cx: string, cy: string): ['circle', Record<string, string>] => [
    'circle',
    { cx, cy, r: '22' },
  ];
  return draw('shape', '0 0 256 256', finder('52', '52'), finder('204', '52'), finder('52', '204'), [
    'circle',
    { cx: '128', cy: '128', r: '38' },
  ]);
}

/** The seal pressed on paper, with the bridge carved out. */
function seal(fresh: boolean): SVGSVGElement {
  return draw(
    fresh ? 'seal press' : 'seal',
    '0 0 96 96',
    [
      'path',
      {
        d: 'M10 4.500 48 3.500 87 4.800C90.500 5 91.800 7 91.800 10L92.500 48 91.500 86C91.400 90 89.500 91.500 86 91.700L48 92.500 10 91.600C6 91.400 4.400 89.500 4.300 86L3.500 48 4.400 10C4.500 6.500 6.500 4.700 10 4.500Z',
      },
    ],
    ['path', { d: 'M20 55C31 53 36 31 48 31s17 22 28 24v7.500H63a15 15 0 0 0-30 0H20Z' }],
    ['path', { d: 'M22 71h20M48 71h7M61 71h13' }],
  );
}

/** A bridge whose middle is missing. */
function gap(): SVGSVGElement {
  return draw(
    'gap',
    '0 0 120 48',
    ['path', { d: 'M4 44h12C30 44 34 20 46 13M116 44h-12C90 44 86 20 74 13' }],
    ['path', { d: 'M51 11q9-3 18 0' }],
  );
}
