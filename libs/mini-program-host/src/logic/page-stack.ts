import { applyDataPaths } from './data-paths.ts';
import { pagePaths } from '../mini-program-pack.ts';
import { parsePageUrl } from '../paths.ts';
import type { AppConfig } from '../mini-program-pack.ts';
import type { EventMessage } from '../view/event-message.ts';
import type { AppCode } from './app-code.ts';
import type { LogicRealm } from './logic-realm.ts';
import type { Definition, Registry } from './registry.ts';

/** What a program sees as `this` in a page's hooks and handlers. */
export type PageInstance = Record<string, unknown>;

export interface Page {
  id: number;
  path: string;
  query: Record<string, string>;
  instance: PageInstance;
}

/** What the logic layer asks of the view layer. */
export interface PageViews {
  mount(
    page: { id: number; path: string; data: Record<string, unknown>; handlers: string[] },
    send: (handler: string, event: EventMessage) => void,
  ): void;
  /** For a page registered with Component(): its instance lives in the view. */
  mountComponent(page: { id: number; path: string; query: Record<string, string> }): PageInstance;
  setData(id: number, changes: Record<string, unknown>): void;
  show(id: number): void;
  /** Runs `pageLifetimes` of the page's components. */
  pageLifetime(id: number, name: 'show' | 'hide'): void;
  unmount(id: number): void;
}

export type Navigation = 'navigateTo' | 'redirectTo' | 'reLaunch' | 'switchTab' | 'navigateBack';

/** WeChat refuses an eleventh page. */
const MAXIMUM_PAGES = 10;

/** The page lifetimes of components, by the page's hook. */
const PAGE_LIFETIMES: Readonly<Record<string, 'show' | 'hide'>> = { onShow: 'show', onHide: 'hide' };

/** The pages that are open, bottom first, and the order in which their hooks run when that changes. */
export class PageStack {
  readonly #pages: Page[] = [];
  readonly #app: AppConfig;
  readonly #registry: Registry;
  readonly #views: PageViews;
  readonly #code: AppCode;
  readonly #realm: LogicRealm;
  readonly #onTop: (page: Page, depth: number) => void;
  #nextId = 1;

  /** @param parts.onTop - called with the page that is now on top and the number of open pages */
  constructor(parts: {
    app: AppConfig;
    registry: Registry;
    views: PageViews;
    code: AppCode;
    realm: LogicRealm;
    onTop: (page: Page, depth: number) => void;
  }) {
    this.#onTop = parts.onTop;
    this.#app = parts.app;
    this.#registry = parts.registry;
    this.#views = parts.views;
    this.#code = parts.code;
    this.#realm = parts.realm;
  }

  get pages(): readonly Page[] {
    return this.#pages;
  }

  get top(): Page | undefined {
    return this.#pages.at(-1);
  }

  has(path: string): boolean {
    return pagePaths(this.#app).includes(path);
  }

  /** Calls one of a page's hooks, if it has it, and those of its components. */
  hook(page: Page | undefined, name: string, ...values: unknown[]): void {
    if (page === undefined) return;
    const hook = page.instance[name];
    if (typeof hook === 'function')
      this.#code.run(
        `Page ${page.path} ${name}`,
        () => Reflect.apply(hook, page.instance, values) as unknown,
      );
    const lifetime = PAGE_LIFETIMES[name];
    if (lifetime) this.#views.pageLifetime(page.id, lifetime);
  }

  /**
   * Performs a navigation call.
   * @throws Error whose message is what WeChat puts after `navigateTo:fail `
   */
  navigate(kind: Navigation, options: { url?: unknown; delta?: unknown }): void {
    if (kind === 'navigateBack') {
      this.back(typeof options.delta === 'number' ? options.delta : 1);
      return;
    }
    if (typeof options.url !== 'string') throw new Error('parameter error: parameter.url should be String');
    const { path, query } = parsePageUrl(this.top?.path ?? '', options.url);
    if (!this.has(path)) throw new Error(`page "${path}" is not found`);
    const isTab = this.#app.tabBar?.list.some((tab) => tab.pagePath === path) ?? false;
    if (kind === 'switchTab') {
      if (!isTab) throw new Error('can not switch to no-tabBar page');
      this.#closeAll();
    } else if (kind === 'reLaunch') this.#closeAll();
    else if (isTab) throw new Error(`can not ${kind} a tabbar page`);
    else if (kind === 'redirectTo') this.#closeTop();
    else if (this.#pages.length >= MAXIMUM_PAGES) throw new Error('webview count limit exceed');
    else this.hook(this.top, 'onHide');
    this.open(path, query);
  }

  /** Closes up to `delta` pages, never the first. @throws Error on the first page */
  back(delta = 1): void {
    if (this.#pages.length <= 1) throw new Error('cannot navigate back at first page');
    for (let closed = 0; closed < delta && this.#pages.length > 1; closed += 1) this.#closeTop();
    const top = this.top;
    if (!top) return;
    this.#show(top);
    this.hook(top, 'onShow');
  }

  /** Closes everything and opens one page: reLaunch, and a scan while the program is alive. */
  relaunch(path: string, query: Record<string, string>): void {
    this.#closeAll();
    this.open(path, query);
  }

  /** Opens a page on top: onLoad, onShow, and in a later task, when it is rendered, onReady. */
  open(path: string, query: Record<string, string>): void {
    const id = this.#nextId++;
    const definition = this.#registry.pages.get(path);
    const page: Page = { id, path, query, instance: {} };
    if (definition) page.instance = this.#createInstance(id, path, definition);
    else if (this.#registry.components.has(path))
      page.instance = this.#views.mountComponent({ id, path, query });
    else throw new Error(`Page "${path}" has not been registered yet`);
    Object.assign(page.instance, {
      route: path,
      __route__: path,
      options: this.#realm.copy(query),
      getPageId: () => `pageId:${id}`,
      // Taro identifies pages by these two.
      __wxExparserNodeId__: String(id),
      __webviewId__: id,
    });
    this.#pages.push(page);
    this.#show(page);
    this.hook(page, 'onLoad', this.#realm.copy(query));
    this.hook(page, 'onShow');
    this.#code.later(() => {
      if (this.#pages.includes(page)) this.hook(page, 'onReady');
    });
  }

  #createInstance(id: number, path: string, definition: Definition): PageInstance {
    const instance = this.#realm.copy<PageInstance>({});
    for (const [name, value] of Object.entries(definition))
      if (name !== 'data') instance[name] = deepCopy(value);
    const data = this.#realm.copy(asRecord(definition.data ?? {}));
    instance.data = data;
    instance.setData = (changes: unknown, callback?: unknown) => {
      // One copy for this.data and one for the view: they must not share objects.
      applyDataPaths(data, this.#realm.copy(asRecord(changes)));
      this.#views.setData(id, this.#realm.copy(asRecord(changes)));
      if (typeof callback === 'function') {
        this.#code.later(() =>
          this.#code.run(`Page ${path} setData`, () => Reflect.apply(callback, instance, []) as unknown),
        );
      }
    };
    const handlers = Object.keys(definition).filter((name) => typeof definition[name] === 'function');
    this.#views.mount({ id, path, data: this.#realm.copy(data), handlers }, (handler, event) => {
      // In a later task, as on the phone, where the view is another thread.
      this.#code.later(() => {
        const method = instance[handler];
        if (typeof method !== 'function') return;
        const call = () => Reflect.apply(method, instance, [this.#realm.copy(event)]) as unknown;
        const where = `Page ${path} ${handler} on ${event.type}`;
        if (event.type === 'tap') this.#code.runTap(where, call);
        else this.#code.run(where, call);
      });
    });
    return instance;
  }

  #show(page: Page): void {
    this.#views.show(page.id);
    this.#onTop(page, this.#pages.length);
  }

  #closeTop(): void {
    const page = this.#pages.pop();
    if (!page) return;
    this.hook(page, 'onUnload');
    this.#views.unmount(page.id);
  }

  #closeAll(): void {
    while (this.#pages.length > 0) this.#closeTop();
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new TypeError('setData needs an object.');
  return value as Record<string, unknown>;
}

/** WeChat copies a page definition's own fields for every instance; functions and class instances are shared. */
function deepCopy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deepCopy);
  if (typeof value !== 'object' || value === null) return value;
  const prototype: unknown = Object.getPrototypeOf(value);
  // Plain objects of any realm: their prototype is the end of the chain.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, deepCopy(field)]));
}
