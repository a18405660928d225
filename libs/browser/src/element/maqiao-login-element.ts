import type { ErrorCode, UserProfile } from '@maqiao/shared';
import { createLogin, type Login } from '../create-login.ts';
import type { SignOutOutcome } from '../session.ts';
import type { LoginState } from '../state.ts';
import { SERVER_UNKNOWN } from '../script-server.ts';
import { createCard, type Card } from './card.ts';
import { createFailedLogin } from './failed-login.ts';
import { isDark, languagesOf, surroundingsFor, watchPage } from './page-look.ts';
import { pictureOfLogo, siteLookOf, type SiteLook } from './site-look.ts';
import { speechFor } from './speech.ts';
import { dress } from './styles.ts';

/** What the `login` event tells. The token is good for ten minutes at most: `getAccessToken()` has the current one. */
export interface LoginEventDetail {
  user: UserProfile;
  accessToken: string;
}

/** What the `error` event tells. `message` is what the person reads, in their language. */
export interface LoginErrorDetail {
  code: ErrorCode;
  message: string;
  retryable: boolean;
}

/** The element's own events, by name. */
export interface MaqiaoLoginEvents {
  /** Signed in: by a scan just now, or by the session this browser still had. */
  login: CustomEvent<LoginEventDetail>;
  /** Signed out: here, in another tab, from the phone, or because the session ran out. */
  logout: CustomEvent<null>;
  error: CustomEvent<LoginErrorDetail>;
  /** The state changed; read it from `state`. */
  change: CustomEvent<null>;
}

// On a server there are no elements; importing this file there must not fail.
const Base =
  (globalThis as { HTMLElement?: typeof HTMLElement }).HTMLElement ?? (class {} as typeof HTMLElement);

/** Where the API is when an element does not say it: the page's origin, or the server of the script tag; null: unknown. */
let defaultBaseUrl: string | null = '';

/**
 * `<maqiao-login base-url="https://login.example.com">`: the whole login as one element. Attributes: `base-url`,
 * `lang`, `theme` (`light`, `dark`; else as the page's own colour scheme), `display` (`screen`, `same-phone`; else by
 * the device), `session` (`cookie`, `none`; else by the host names), `site-name` (else as the server calls this page's site).
 */
export class MaqiaoLoginElement extends Base {
  static readonly observedAttributes = ['base-url', 'lang', 'theme', 'display', 'session', 'site-name'];

  #given: Login | null = null;
  #own: Login | null = null;
  #card: Card | null = null;
  #shown: { login: Login; stop: () => void } | null = null;
  #wasSignedIn = false;
  #look: { asked: string; site: SiteLook | null } | null = null;
  #stopWatching: (() => void) | null = null;

  /** The client behind the element. One that is set stays the page's: it is not started, nor left with the element. */
  get login(): Login | null {
    return this.#given ?? this.#own;
  }
  set login(login: Login | null) {
    this.#given = login;
    if (this.#shown) this.#connect();
  }

  /** Where the login stands. */
  get state(): LoginState {
    return this.login?.getState() ?? { phase: 'loading' };
  }

  /** As `Login.getAccessToken`. */
  getAccessToken(): Promise<string | null> {
    return this.login?.getAccessToken() ?? Promise.resolve(null);
  }

  /** As `Login.signOut`; `failed` while the element is on no page. */
  signOut(): Promise<SignOutOutcome> {
    return this.login?.signOut() ?? Promise.resolve('failed');
  }

  /** As of every element, with the types of our own events. */
  override addEventListener<Name extends keyof MaqiaoLoginEvents>(
    name: Name,
    listener: (event: MaqiaoLoginEvents[Name]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    name: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
  override addEventListener(
    name: string,
    listener: unknown,
    options?: boolean | AddEventListenerOptions,
  ): void {
    super.addEventListener(name, listener as EventListener, options);
  }

  connectedCallback(): void {
    // Set before the element was known to the page: a plain property, which hides the accessor.
    if (Object.hasOwn(this, 'login')) {
      const { login } = this;
      delete (this as { login?: unknown }).login;
      this.login = login;
    }
    // Frameworks insert first and set properties then: a `login` of theirs is waited for.
    queueMicrotask(() => {
      if (!this.isConnected) return;
      this.#connect();
      this.#stopWatching ??= watchPage(() => this.#pageChanged());
    });
  }

  disconnectedCallback(): void {
    // An element that is only moved is connected again at once.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#stopWatching?.();
      this.#stopWatching = null;
      this.#disconnect();
    });
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this.#shown) return;
    // These decide which login it is; the others only how it looks.
    if (name === 'base-url' || name === 'session' || name === 'display') {
      if (!this.#given) this.#disconnect();
      this.#connect();
    } else this.#pageChanged();
  }

  /** Language or theme: the first may bring other words. */
  #pageChanged(): void {
    if (this.#shown) this.#askForLook();
    this.#render();
  }

  #connect(): void {
    if (this.#given && this.#own) this.#disconnect();
    const login = this.#given ?? (this.#own ??= this.#createLogin());
    if (this.#shown?.login === login) return;
    this.#shown?.stop();
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open', delegatesFocus: false });
    root.replaceChildren();
    dress(root);
    this.#card = createCard(root, login);
    const unsubscribe = login.subscribe(() => this.#changed());
    this.#shown = {
      login,
      stop: () => {
        unsubscribe();
        this.#card?.stop();
      },
    };
    this.#wasSignedIn = false;
    if (login === this.#own) login.start();
    this.#askForLook();
    this.#changed();
  }

  #disconnect(): void {
    this.#shown?.stop();
    this.#shown = null;
    this.#own?.cancel();
    this.#own?.stop();
    this.#own = null;
  }

  #createLogin(): Login {
    const session = this.getAttribute('session');
    const baseUrl = this.getAttribute('base-url') ?? defaultBaseUrl;
    if (baseUrl === null) {
      console.error(SERVER_UNKNOWN);
      return createFailedLogin('server_unknown');
    }
    return createLogin({
      baseUrl,
      display: surroundingsFor(this) === 'screen' ? 'screen' : 'same-phone',
      session: session === 'cookie' || session === 'none' ? session : 'auto',
      // The secret is no other script's business: it is not kept in the page's storage.
      storage: null,
    });
  }

  #changed(): void {
    const { state } = this;
    this.#render();
    this.#tell('change', null);
    if (state.phase === 'signed-in') {
      if (!this.#wasSignedIn) void this.#tellOfLogin(state.user);
      this.#wasSignedIn = true;
      return;
    }
    if (this.#wasSignedIn) this.#tell('logout', null);
    this.#wasSignedIn = false;
    if (state.phase === 'failed') {
      const { code, retryable } = state;
      this.#tell('error', { code, retryable, message: this.#speech().errors(code).happened });
    }
  }

  async #tellOfLogin(user: UserProfile): Promise<void> {
    const accessToken = await this.getAccessToken();
    if (accessToken !== null) this.#tell('login', { user, accessToken });
  }

  /** The sign-in is under way by now; this is asked beside it. */
  #askForLook(): void {
    const server = this.#given?.baseUrl ?? this.getAttribute('base-url') ?? defaultBaseUrl;
    if (server === null) return;
    const languages = languagesOf(this);
    const asked = [server, ...languages].join(' ');
    if (this.#look?.asked === asked) return;
    // What is shown stays until the answer is there.
    const look = (this.#look = { asked, site: this.#look?.site ?? null });
    const show = (site: SiteLook | null): void => {
      // Meanwhile the element may have been given to another server.
      if (site === null || this.#look !== look) return;
      look.site = site;
      if (this.#shown) this.#render();
    };
    void siteLookOf(server, languages).then(async (site) => {
      if (!site?.logoUrl) return show(site);
      show({ ...site, logoUrl: null });
      show({ ...site, logoUrl: await pictureOfLogo(site.logoUrl) });
    });
  }

  #speech() {
    return speechFor(languagesOf(this), this.#look?.site?.language ?? null);
  }

  #tell<Name extends keyof MaqiaoLoginEvents>(name: Name, detail: MaqiaoLoginEvents[Name]['detail']): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  #render(): void {
    this.#card?.show(this.state, {
      speech: this.#speech(),
      site: this.getAttribute('site-name') ?? this.#look?.site?.name ?? location.hostname,
      surroundings: surroundingsFor(this),
      dark: isDark(this),
      look: this.#look?.site ?? null,
    });
  }
}

/**
 * Makes `<maqiao-login>` known to the page. Does nothing when it is already, and on a server.
 * @param options `baseUrl` is for elements without a `base-url`; without both it is the page's own origin. With null such
 * elements say that they are not set up
 */
export function defineMaqiaoLogin(options: { baseUrl?: string | null } = {}): void {
  if (options.baseUrl !== undefined) defaultBaseUrl = options.baseUrl;
  const registry = (globalThis as { customElements?: CustomElementRegistry }).customElements;
  if (registry && !registry.get('maqiao-login')) registry.define('maqiao-login', MaqiaoLoginElement);
}

declare global {
  interface HTMLElementTagNameMap {
    'maqiao-login': MaqiaoLoginElement;
  }
}
