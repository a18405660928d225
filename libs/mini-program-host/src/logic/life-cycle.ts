import { enterOptions } from '../entry.ts';
import { homePage, pagePaths } from '../mini-program-pack.ts';
import { resolvePath } from '../paths.ts';
import type { EnterOptions, MiniProgramEntry } from '../entry.ts';
import type { MiniProgramPack } from '../mini-program-pack.ts';
import type { AppCode } from './app-code.ts';
import type { LogicRealm } from './logic-realm.ts';
import type { PageStack } from './page-stack.ts';
import type { Registry } from './registry.ts';

/** Functions registered with wx.onAppShow and the like, by the event's name. */
export type AppListeners = Map<string, Set<(value: unknown) => unknown>>;

/** The program's life: loading, launch, background, foreground, and a second scan while it is alive. */
export class LifeCycle {
  readonly launchOptions: EnterOptions;
  /** How it was entered last; unchanged when it comes back from the background without a new entry. */
  currentEnterOptions: EnterOptions;
  readonly #pack: MiniProgramPack;
  readonly #registry: Registry;
  readonly #stack: PageStack;
  readonly #code: AppCode;
  readonly #realm: LogicRealm;
  readonly #listeners: AppListeners;
  readonly #onVisible: (visible: boolean) => void;
  #visible = false;

  constructor(parts: {
    pack: MiniProgramPack;
    entry: MiniProgramEntry;
    registry: Registry;
    stack: PageStack;
    code: AppCode;
    realm: LogicRealm;
    listeners: AppListeners;
    /** Called when the program comes to the foreground or leaves it. */
    onVisible: (visible: boolean) => void;
  }) {
    this.#onVisible = parts.onVisible;
    this.#pack = parts.pack;
    this.#registry = parts.registry;
    this.#stack = parts.stack;
    this.#code = parts.code;
    this.#realm = parts.realm;
    this.#listeners = parts.listeners;
    this.launchOptions = enterOptions(parts.entry, homePage(parts.pack.app));
    this.currentEnterOptions = this.launchOptions;
  }

  get visible(): boolean {
    return this.#visible;
  }

  /**
   * Loads app.js, the components and the pages, then runs onLaunch, onShow and opens the entry's page.
   * What one file throws is recorded and the others still load, as in WeChat.
   */
  start(load: (file: string) => unknown, onLoaded: () => void): void {
    const evaluate = (file: string) => {
      this.#registry.currentFile = file;
      this.#code.run(`${file}.js`, () => load(file));
      this.#registry.currentFile = null;
    };
    evaluate('app');
    for (const component of usedComponents(this.#pack)) evaluate(component);
    for (const page of pagePaths(this.#pack.app)) evaluate(page);
    onLoaded();
    this.#appHook('onLaunch', this.#realm.copy(this.launchOptions));
    this.#comeToFront();
    this.#openEntryPage(() => undefined);
  }

  /** The person leaves for another program, or the phone's home screen. */
  hide(): void {
    if (!this.#visible) return;
    this.#visible = false;
    this.#onVisible(false);
    this.#stack.hook(this.#stack.top, 'onHide');
    this.#appHook('onHide');
    this.#tell('appHide', undefined);
  }

  /** Back from the background: nothing opens again, and the old options are still there. */
  show(entry?: MiniProgramEntry): void {
    if (this.#visible) return;
    if (entry) this.currentEnterOptions = { ...this.currentEnterOptions, ...entry };
    this.#comeToFront();
    this.#stack.hook(this.#stack.top, 'onShow');
  }

  /**
   * A hot start: entered again, with a page and parameters, while still alive. The scanner is another
   * program, so this one goes to the background first; then the page opens anew in place of all others.
   */
  reenter(entry: MiniProgramEntry): void {
    this.hide();
    this.currentEnterOptions = enterOptions(entry, homePage(this.#pack.app));
    this.#comeToFront();
    this.#openEntryPage((path, query) => this.#stack.relaunch(path, query));
  }

  /** Tells App's hook of that name and the listeners registered through wx. */
  appEvent(hook: string, event: string, value: unknown): void {
    this.#appHook(hook, value);
    this.#tell(event, value);
  }

  #openEntryPage(replace: (path: string, query: Record<string, string>) => void): void {
    const { path, query } = this.currentEnterOptions;
    if (!this.#stack.has(path)) {
      const lost = { path, query, isEntryPage: true };
      this.appEvent('onPageNotFound', 'pageNotFound', this.#realm.copy(lost));
      if (this.#stack.pages.length === 0)
        this.#code.report('start', new Error(`page "${path}" is not found`));
      return;
    }
    try {
      if (this.#stack.pages.length > 0) replace(path, query);
      else this.#stack.open(path, query);
    } catch (error) {
      this.#code.report('start', error);
    }
  }

  #comeToFront(): void {
    this.#visible = true;
    this.#onVisible(true);
    const options = this.#realm.copy(this.currentEnterOptions);
    this.#appHook('onShow', options);
    this.#tell('appShow', options);
  }

  #appHook(name: string, ...values: unknown[]): void {
    const app = this.#registry.app;
    const hook = app?.[name];
    if (typeof hook !== 'function') return;
    this.#code.run(`App ${name}`, () => Reflect.apply(hook, app, values) as unknown);
  }

  #tell(event: string, value: unknown): void {
    for (const listener of [...(this.#listeners.get(event) ?? [])]) {
      this.#code.run(`wx ${event} listener`, () => listener(value));
    }
  }
}

/** Every custom component that app.json, a page or another component names, each once. */
function usedComponents(pack: MiniProgramPack): string[] {
  const found = new Set<string>();
  const visit = (owner: string, named: Record<string, string> | undefined) => {
    for (const path of Object.values(named ?? {})) {
      const component = resolvePath(owner, path);
      // A plugin's component is not in the folder.
      if (found.has(component) || path.includes('://')) continue;
      found.add(component);
      visit(component, pack.configs[component]?.usingComponents);
    }
  };
  visit('app', pack.app.usingComponents);
  for (const page of pagePaths(pack.app)) visit(page, pack.configs[page]?.usingComponents);
  return [...found];
}
