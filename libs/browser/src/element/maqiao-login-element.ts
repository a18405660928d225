import type { SiteInfo } from '@maqiao/shared';
import type { Login } from '../create-login.ts';
import type { SignOutOutcome } from '../session.ts';
import type { LoginState } from '../state.ts';
import { loadPopupPart, type CardPart } from './card-part.ts';
import { createCard, type Card } from './card.ts';
import { reportEvents, type MaqiaoLoginEvents } from './events.ts';
import { defaults, ownLogin, serverOf } from './own-login.ts';
import { headingLevelOf, isDark, languagesOf, surroundingsFor, watchPage } from './page-look.ts';
import { createSiteLookRequest } from './site-look-request.ts';
import { readLook, type SiteLook } from './site-look.ts';
import { speechFor } from './speech.ts';
import { dress } from './styles.ts';

// There is no HTMLElement on a server; importing this file there must not fail.
const Base =
  (globalThis as { HTMLElement?: typeof HTMLElement }).HTMLElement ?? (class {} as typeof HTMLElement);

/** Attributes that decide which login it is. */
const LOGIN_ATTRIBUTES: readonly string[] = ['base-url', 'session', 'display'];

/**
 * `<maqiao-login base-url="https://login.example.com">`: the whole login as one element. Attributes: `base-url`,
 * `lang`, `theme` (`light`, `dark`; else as the page's own colour scheme), `display` (`screen`, `same-phone`; else by
 * the device), `session` (`cookie`, `none`; else by the host names), `site-name` (else as the server calls this page's
 * site), `heading-level` (1 to 6; else 2), `stylesheet` (address of {@link MAQIAO_LOGIN_CSS} as a file). A child with
 * `slot="waiting"`, or the name of another phase, stands at the end of the card while the login is in that phase.
 */
export class MaqiaoLoginElement extends Base {
  static get observedAttributes(): string[] {
    return [...LOGIN_ATTRIBUTES, 'lang', 'theme', 'site-name', 'heading-level'];
  }

  // Set by the constructor: for Safari 15 the script's build would make a helper of every class field.
  declare private givenLogin: Login | null;
  declare private ownLogin: Login | null;
  declare private card: Card | null;
  declare private shownLogin: { login: Login; stop: () => void } | null;
  declare private knownSite: SiteLook | null;
  declare private readonly siteRequest: ReturnType<typeof createSiteLookRequest>;
  declare private stopWatching: (() => void) | null;
  /** Undefined while it is not known whether there is one. */
  declare private popup: CardPart | null | undefined;

  constructor() {
    super();
    this.givenLogin = null;
    this.ownLogin = null;
    this.card = null;
    this.shownLogin = null;
    this.knownSite = null;
    this.stopWatching = null;
    this.siteRequest = createSiteLookRequest(() => this.render());
  }

  /** The element's client. The element does not start or stop a client that the page has set. */
  get login(): Login | null {
    return this.givenLogin ?? this.ownLogin;
  }
  set login(login: Login | null) {
    this.givenLogin = login;
    if (this.shownLogin) this.connect();
  }

  /**
   * Name, logo, colour and words of the site, for a page that knows them already; null: read from the server.
   * Unknown members are ignored.
   */
  get site(): SiteInfo | null {
    return this.knownSite;
  }
  set site(site: SiteInfo | null) {
    this.knownSite = site === null ? null : readLook(site);
    this.pageChanged();
  }

  /** The state of the login. */
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
    this.upgrade('login');
    this.upgrade('site');
    // Frameworks insert an element first and set its properties later, so it waits for their `login`.
    queueMicrotask(() => {
      if (!this.isConnected) return;
      this.connect();
      this.stopWatching ??= watchPage(() => this.pageChanged());
    });
  }

  disconnectedCallback(): void {
    // An element that is only moved is connected again at once.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.stopWatching?.();
      this.stopWatching = null;
      this.disconnect();
    });
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this.shownLogin) return;
    if (LOGIN_ATTRIBUTES.includes(name)) {
      if (!this.givenLogin) this.disconnect();
      this.connect();
    } else this.pageChanged();
  }

  /** Set before the element was known to the page: a plain property, which hides the accessor. */
  private upgrade<Name extends 'login' | 'site'>(name: Name): void {
    if (!Object.hasOwn(this, name)) return;
    const value = this[name];
    delete (this as Partial<Record<Name, unknown>>)[name];
    (this as MaqiaoLoginElement)[name] = value;
  }

  /** Another language may bring other words. */
  private pageChanged(): void {
    if (!this.shownLogin) return;
    this.askForLook();
    this.render();
  }

  private connect(): void {
    if (this.givenLogin && this.ownLogin) this.disconnect();
    const login = this.givenLogin ?? (this.ownLogin ??= ownLogin(this));
    if (this.shownLogin?.login === login) return;
    this.shownLogin?.stop();
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open', delegatesFocus: false });
    root.replaceChildren();
    dress(root, this.getAttribute('stylesheet'));
    this.card = createCard(root, login);
    const report = reportEvents(this);
    const changed = (): void => {
      this.render();
      report(this.shownState(), this.speech().errors);
    };
    const offered = loadPopupPart(this, login, defaults.loadPopup, () => this.render());
    void offered.then((popup) => {
      if (this.shownLogin?.login !== login) return popup?.stop();
      this.popup = popup;
      changed();
    });
    const unsubscribe = login.subscribe(changed);
    this.shownLogin = {
      login,
      stop: () => {
        unsubscribe();
        this.card?.stop();
        this.popup?.stop();
        this.popup = undefined;
      },
    };
    if (login === this.ownLogin) login.start();
    this.askForLook();
    changed();
  }

  private disconnect(): void {
    this.shownLogin?.stop();
    this.shownLogin = null;
    this.ownLogin?.cancel();
    this.ownLogin?.stop();
    this.ownLogin = null;
  }

  /** Read in parallel with the sign-in. */
  private askForLook(): void {
    const server = this.givenLogin?.baseUrl ?? serverOf(this);
    if (server !== null && this.knownSite === null) this.siteRequest.ask(server, languagesOf(this));
  }

  private get look(): SiteLook | null {
    return this.knownSite ?? this.siteRequest.look;
  }

  private speech() {
    return speechFor(languagesOf(this), this.look?.language ?? null);
  }

  /** Where a server offers no code, its refusal to give one is no failure. That is known a moment later. */
  private shownState(): LoginState {
    const { state, popup } = this;
    const isRefused = state.phase === 'failed' && state.code === 'invalid_request';
    return isRefused && (popup === undefined || popup?.noCode) ? { phase: 'loading' } : state;
  }

  private render(): void {
    if (!this.shownLogin) return;
    this.card?.show(this.shownState(), {
      speech: this.speech(),
      site: this.getAttribute('site-name') ?? this.look?.name ?? location.hostname,
      surroundings: surroundingsFor(this),
      dark: isDark(this),
      headingLevel: headingLevelOf(this),
      look: this.look,
      popup: this.popup ?? null,
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'maqiao-login': MaqiaoLoginElement;
  }
}
