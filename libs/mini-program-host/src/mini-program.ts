import { ChangeSignal, untilChanged } from './change-signal.ts';
import { AppCode } from './logic/app-code.ts';
import { followLink } from './logic/follow-link.ts';
import { LifeCycle } from './logic/life-cycle.ts';
import { createModuleLoader } from './logic/module-loader.ts';
import { PageStack } from './logic/page-stack.ts';
import { createProgramConsole } from './logic/program-console.ts';
import { Registry } from './logic/registry.ts';
import { NavigationBar } from './navigation-bar.ts';
import { timeoutMessage } from './timeout-message.ts';
import { Dialogs } from './view/dialogs.ts';
import { ViewLayer } from './view/view-layer.ts';
import { assembleWx } from './wx/assemble-wx.ts';
import { answerOpenType } from './wx/open-type.ts';
import { PullDown } from './wx/pull-down.ts';
import { TemporaryFiles } from './wx/temporary-files.ts';
import type { Truthy } from './change-signal.ts';
import type { MiniProgramEntry } from './entry.ts';
import type { MiniProgramError } from './logic/app-code.ts';
import type { AppListeners } from './logic/life-cycle.ts';
import type { LogicRealm, RealmGlobals } from './logic/logic-realm.ts';
import type { Page } from './logic/page-stack.ts';
import type { ConsoleLine } from './logic/program-console.ts';
import type { MiniProgramOptions, Platform } from './mini-program-options.ts';
import type { MiniProgramPack } from './mini-program-pack.ts';
import type { NavigationBarState } from './navigation-bar.ts';
import type { AssembledWx } from './wx/assemble-wx.ts';
import type { RequestRecord } from './wx/request.ts';
import type { Theme } from './wx/system-info.ts';

/** A running mini program: its logic, its view and `wx`, connected on one platform. */
export class MiniProgram {
  readonly consoleLines: ConsoleLine[] = [];
  readonly requests: RequestRecord[] = [];
  readonly signal = new ChangeSignal();
  readonly view: ViewLayer;
  readonly dialogs: Dialogs;
  readonly #options: MiniProgramOptions;
  readonly #code: AppCode;
  readonly #realm: LogicRealm;
  readonly #stack: PageStack;
  readonly #life: LifeCycle;
  readonly #navigationBar: NavigationBar;
  readonly #files = new TemporaryFiles();
  readonly #pullDown: PullDown;
  readonly #wx: AssembledWx;
  readonly #darkMode: boolean;
  #theme: Theme;

  constructor(pack: MiniProgramPack, options: MiniProgramOptions, platform: Platform) {
    this.#options = options;
    this.#theme = options.theme ?? 'light';
    this.#darkMode = pack.app.darkmode === true;
    const code = (this.#code = new AppCode(this.signal));
    const unhandled = (reason: unknown) => {
      code.report('promise', reason);
      this.#life.appEvent('onUnhandledRejection', 'unhandledRejection', { reason });
    };
    const globals: RealmGlobals = {
      console: createProgramConsole((line) => this.#write(line)),
      ...code.timerGlobals(),
    };
    const realm = (this.#realm = platform.createRealm(globals, unhandled));
    const registry = new Registry();
    const listeners: AppListeners = new Map();

    this.view = new ViewLayer({
      glassEasel: platform.glassEasel,
      container: platform.container,
      pack,
      templates: platform.evaluateTemplates(pack.templates),
      code,
      realm,
      actions: {
        openType: (openType, id) => answerOpenType(openType, id, options, this.#wx.privacy, this.#files),
        nicknameField: {
          focused: () => void this.#wx.privacy.require('input.nickname').catch(() => undefined),
          accepts: (nickname) => {
            // Emptying the field does not change the document, so nobody would be notified of it.
            code.later(() => this.signal.notify());
            return options.acceptNickname?.(nickname) ?? true;
          },
        },
        navigate: (kind, target) =>
          void code.run('navigator', () => followLink(kind, target, this.#stack, () => this.exit())),
      },
      picture: (source) => this.#files.dataUrl(source),
      warn: (text) => this.#write({ level: 'warn', text }),
    });
    this.dialogs = new Dialogs(this.view.host, code, () => this.signal.notify());
    this.#navigationBar = new NavigationBar(
      pack,
      () => this.#theme,
      (state) => {
        options.onNavigationBar?.(state);
        this.signal.notify();
      },
    );
    const onTop = (page: Page, depth: number) => {
      this.#navigationBar.showPage({ id: page.id, path: page.path, depth });
    };
    this.#stack = new PageStack({ app: pack.app, registry, views: this.view, code, realm, onTop });
    this.#life = new LifeCycle({
      pack,
      entry: options.entry ?? {},
      registry,
      stack: this.#stack,
      code,
      realm,
      listeners,
      onVisible: (visible) => this.#wx.requests[visible ? 'foreground' : 'background'](),
    });
    this.#pullDown = new PullDown(pack, this.#stack, this.view.host, () => this.signal.notify());

    this.#wx = assembleWx({
      pack,
      options,
      platform,
      code,
      realm,
      listeners,
      life: this.#life,
      stack: this.#stack,
      dialogs: this.dialogs,
      navigationBar: this.#navigationBar,
      files: this.#files,
      pullDown: this.#pullDown,
      theme: () => this.#theme,
      exit: () => this.exit(),
      onRequest: (record) => this.#recordRequest(record),
    });
    code.onError = (error, thrown) => {
      options.onError?.(error);
      // An error handler that fails must not be called for its own error.
      if (!error.where.includes('onError') && !error.where.startsWith('wx error')) {
        this.#life.appEvent('onError', 'error', thrownText(error, thrown));
      }
    };
    const load = createModuleLoader(pack.scripts, realm, {
      ...registry.globals(),
      wx: this.#wx.wx,
      getApp: () => registry.app,
      getCurrentPages: () => this.#stack.pages.map((page) => page.instance),
    });
    this.#life.start(load, () => this.view.defineComponents(registry));
  }

  /** The path of the page on top, or null when no page is open. */
  get route(): string | null {
    return this.#stack.top?.path ?? null;
  }

  get errors(): readonly MiniProgramError[] {
    return this.#code.errors;
  }

  get navigationBar(): NavigationBarState {
    return this.#navigationBar.state;
  }

  get visible(): boolean {
    return this.#life.visible;
  }

  /** Names that the program looked up on `wx` and that are not simulated. */
  get missingWxCalls(): string[] {
    return [...this.#wx.missing].sort();
  }

  hide(): void {
    this.#life.hide();
  }

  show(entry?: MiniProgramEntry): void {
    this.#life.show(entry);
  }

  /** A second scan, or another entry, while the program is running. */
  rescan(entry: MiniProgramEntry): void {
    this.#life.reenter(entry);
  }

  /** The person goes back; on the first page that leaves the program. */
  back(): void {
    if (this.#stack.pages.length > 1) this.#stack.back();
    else this.exit();
  }

  /** The person pulls the page down. @throws Error on a page without pull-down refresh */
  pullDown(): void {
    this.#pullDown.start();
  }

  get canPullDown(): boolean {
    return this.#pullDown.enabled && !this.#pullDown.active;
  }

  /** Whether the page is pulled down and the program has not called wx.stopPullDownRefresh yet. */
  get pulledDown(): boolean {
    return this.#pullDown.active;
  }

  exit(): void {
    this.#life.hide();
    this.#options.onExit?.();
  }

  setTheme(theme: Theme): void {
    if (theme === this.#theme) return;
    this.#theme = theme;
    this.#navigationBar.showPage();
    if (this.#darkMode) this.#life.appEvent('onThemeChange', 'themeChange', this.#realm.copy({ theme }));
  }

  until<T>(predicate: () => T, description: string, milliseconds: number): Promise<Truthy<T>> {
    return untilChanged(this.signal, predicate, milliseconds, () =>
      timeoutMessage(this, description, milliseconds),
    );
  }

  close(): void {
    this.#code.close();
    this.#wx.requests.foreground();
    this.dialogs.close();
    this.view.close();
    this.#realm.dispose();
  }

  #recordRequest(record: RequestRecord): void {
    if (!this.requests.includes(record)) this.requests.push(record);
    this.#options.onRequest?.(record);
    this.signal.notify();
  }

  #write(line: ConsoleLine): void {
    this.consoleLines.push(line);
    this.#options.onConsole?.(line);
    this.signal.notify();
  }
}

function thrownText(error: MiniProgramError, thrown: unknown): string {
  return typeof thrown === 'string' ? thrown : (error.stack ?? error.message);
}
