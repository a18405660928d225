import type { Login } from '../create-login.ts';
import type { LoginState } from '../state.ts';
import type { Surroundings } from '../surroundings.ts';
import { pictureName } from './code-views.ts';
import type { CardPart } from './card-part.ts';
import { logo } from './controls.ts';
import { countDown } from './countdown.ts';
import { make, set } from './dom.ts';
import { fill } from './fill.ts';
import { rememberFocus } from './kept-focus.ts';
import { makePicture } from './picture.ts';
import { showState } from './show-state.ts';
import type { SiteLook } from './site-look.ts';
import type { Speech } from './speech.ts';
import type { StateOf } from './view.ts';

/** Language, texts and look of the card. */
interface CardSettings {
  speech: Speech;
  /** Who people sign in to. */
  site: string;
  surroundings: Surroundings;
  dark: boolean;
  /** Level of the headline among the page's headings, 1 to 6. */
  headingLevel: number;
  /** The owner's branding; null before the server has answered. */
  look: SiteLook | null;
  /** Null while there is none. */
  popup: CardPart | null;
}

/** The login as people see it, inside a shadow root. */
export interface Card {
  show(state: LoginState, settings: CardSettings): void;
  /** Ends its timers. */
  stop(): void;
}

/** After this time a sentence says that it takes long, in milliseconds. */
const SLOW_MS = 5000;

/** Where the logo shows whose sign-in this is. */
const BEFORE_SIGN_IN: ReadonlySet<string> = new Set(['loading', 'waiting', 'scanned']);

/** Builds the card; `act` is what its buttons call. */
export function createCard(root: ShadowRoot, act: Pick<Login, 'renew' | 'start' | 'signOut'>): Card {
  const card = set(make('section', 'card'), { tabindex: '-1' });
  const announcement = set(make('p', 'announcement'), { role: 'status', 'aria-live': 'polite' });
  root.append(card, announcement);
  let last: { state: LoginState; key: string } | null = null;
  let stopTimer = (): void => {};

  function show(state: LoginState, settings: CardSettings): void {
    const key = JSON.stringify(settings);
    const before = last?.state ?? null;
    const sameSettings = last?.key === key;
    if (before === state && sameSettings) return;
    last = { state, key };
    stopTimer();
    dressCard(card, settings);
    const { words, tag } = settings.speech;
    card.lang = announcement.lang = tag === 'zh' ? 'zh-CN' : tag;
    card.dataset.phase = state.phase;
    const name = state.phase === 'signed-in' ? words.titleSignedIn : words.title;
    card.setAttribute('aria-label', fill(name, settings.site));

    const isNextCode = state.phase === 'waiting' && before?.phase === 'waiting' && sameSettings;
    // Digits are announced again; a picture is not.
    if (isNextCode && state.method === before.method && !state.message)
      replacePicture(card, state, pictureName(state, words));
    else replaceContents(state, settings, before);
    if (state.phase === 'waiting' || state.phase === 'scanned') stopTimer = countDown(card, state, words);
  }

  function replaceContents(state: LoginState, settings: CardSettings, before: LoginState | null): void {
    const context = { ...settings, before, act };
    const plain = showState(state, context);
    const view = settings.popup?.show(plain, state, context) ?? plain;
    const restoreFocus = rememberFocus(root, card);
    const level = `h${settings.headingLevel}` as 'h2';
    const logoUrl = BEFORE_SIGN_IN.has(state.phase) ? settings.look?.logoUrl : null;
    card.replaceChildren(
      ...(logoUrl ? [logo(logoUrl)] : []),
      ...(view.above ?? []),
      make(level, view.large ? 'headline large' : 'headline', view.headline),
      ...(view.below ?? []),
      // What the page itself adds to this state.
      set(make('slot', ''), { name: state.phase }),
    );
    restoreFocus(before?.phase !== state.phase);
    announce(view.announced ?? view.headline);
    const { slow } = view;
    if (slow === undefined) return;
    const timer = setTimeout(() => {
      const line = card.querySelector('.slow');
      if (line) line.textContent = slow;
      announce(slow);
    }, SLOW_MS);
    stopTimer = () => clearTimeout(timer);
  }

  function announce(text: string): void {
    if (announcement.textContent !== text) announcement.textContent = text;
  }

  return { show, stop: () => stopTimer() };
}

/**
 * Theme and owner's colour. Setting a property by script is allowed by every policy; the page's custom properties take
 * precedence.
 */
function dressCard(card: HTMLElement, { dark, look }: CardSettings): void {
  card.className = dark ? 'card dark' : 'card';
  const color = look?.color ?? null;
  const values = {
    light: color?.light,
    'on-light': color?.onLight,
    dark: color?.dark,
    'on-dark': color?.onDark,
  };
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) card.style.removeProperty(`--brand-${name}`);
    else card.style.setProperty(`--brand-${name}`, value);
  }
}

/** The next code takes the place of the last in the same picture, so that nothing blinks. */
function replacePicture(card: HTMLElement, { picture }: StateOf<'waiting'>, name: string): void {
  const image = card.querySelector<HTMLElement>('.code');
  if (image instanceof HTMLImageElement) image.src = picture;
  else image?.replaceWith(makePicture(picture, name));
  card.querySelector<HTMLAnchorElement>('a.button')?.setAttribute('href', picture);
}
