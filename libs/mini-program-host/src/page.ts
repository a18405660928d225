import * as glassEasel from 'glass-easel';
import { createFunctionRealm } from './logic/function-realm.ts';
import { MiniProgram } from './mini-program.ts';
import { followPull } from './view/pull-gesture.ts';
import type { MiniProgramEntry } from './entry.ts';
import type { MiniProgramError } from './logic/app-code.ts';
import type { MiniProgramOptions } from './mini-program-options.ts';
import type { MiniProgramPack } from './mini-program-pack.ts';
import type { TemplateGroup } from './view/glass-easel.ts';

export { scanEntry } from './entry.ts';
export type { MiniProgramEntry } from './entry.ts';
export type { MiniProgramError } from './logic/app-code.ts';
export type { ConsoleLine } from './logic/program-console.ts';
export type { MiniProgramPack } from './mini-program-pack.ts';
export type { NavigationBarState } from './navigation-bar.ts';
export type { FetchAnswer, FetchInit, FetchLike, RequestRecord } from './wx/request.ts';
export { WxFailure } from './wx/wx-call.ts';
export type { ScannedCode } from './mini-program-options.ts';
export type { KeyValueStore } from './wx/storage.ts';

export interface LaunchInPageOptions extends MiniProgramOptions {
  pack: MiniProgramPack;
  /** An empty element of the size of the phone's screen. It gets a shadow root, so that styles stay apart. */
  mount: HTMLElement;
  /** Pixels at the foot of the screen that the phone keeps for itself. 0 when absent. */
  safeAreaBottom?: number;
}

/** A mini program that runs in this page. */
export interface PageMiniProgram {
  readonly route: string | null;
  readonly visible: boolean;
  readonly missingWxCalls: string[];
  readonly errors: readonly MiniProgramError[];
  /** Resolves when the page on top shows anything at all; frameworks render a few tasks after onLoad. */
  rendered(): Promise<void>;
  hide(): void;
  show(entry?: MiniProgramEntry): void;
  /** Enters again while alive: a second scan. */
  rescan(entry: MiniProgramEntry): void;
  /** Back as the phone's own button does; on the first page it leaves the program (onExit). */
  back(): void;
  /** Pulls the page on top down, as a finger does; nothing on a page without pull-down refresh. */
  pullDown(): void;
  setTheme(theme: 'light' | 'dark'): void;
  /** Ends it and empties the mount, which can be used again. */
  close(): void;
}

const RENDER_MILLISECONDS = 20_000;

/**
 * Runs a packed mini program in a page that may evaluate text (CSP `script-src 'unsafe-eval'`). It returns after
 * the first page's onLoad and onShow; `rendered` waits for its picture.
 *
 * @throws Error when no page could be opened, with the first error of the program's code
 */
export function launchInPage(options: LaunchInPageOptions): PageMiniProgram {
  const { pack, mount } = options;
  const { ownerDocument: document } = mount;
  const root = mount.shadowRoot ?? mount.attachShadow({ mode: 'open' });
  const container = document.createElement('div');
  container.style.height = '100%';
  root.replaceChildren(container);

  // Lengths in rpx, vw and vh are relative to the phone's screen: 750 rpx are its width.
  const measure = () => {
    container.style.setProperty('--mp-rpx', `${mount.clientWidth / 750}px`);
    container.style.setProperty('--mp-vw', `${mount.clientWidth / 100}px`);
    container.style.setProperty('--mp-safe-bottom', `${options.safeAreaBottom ?? 0}px`);
    container.style.setProperty('--mp-vh', `${mount.clientHeight / 100}px`);
  };
  measure();
  const resized = new ResizeObserver(measure);
  resized.observe(mount);

  let stopWatching = () => undefined as void;
  const program = new MiniProgram(pack, options, {
    glassEasel,
    container,
    createRealm: (globals, onUnhandledRejection) => {
      // The page has one realm: a rejection of the page's own code would be reported as the program's.
      const watch = (event: PromiseRejectionEvent) => onUnhandledRejection(event.reason);
      window.addEventListener('unhandledrejection', watch);
      stopWatching = () => window.removeEventListener('unhandledrejection', watch);
      return createFunctionRealm(globals);
    },
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- compiled templates are text
    evaluateTemplates: (code) => (new Function(`return ${code}`) as () => TemplateGroup)(),
    fetch: (url, init) => fetch(url, init),
    screen: () => ({ windowWidth: mount.clientWidth, windowHeight: mount.clientHeight }),
    writeClipboard: (text) => navigator.clipboard.writeText(text),
  });
  followPull(
    container,
    () => program.view.scrollTop === 0,
    () => pull(program),
  );
  const observer = new MutationObserver(() => program.signal.notify());
  observer.observe(container, { subtree: true, childList: true });
  const close = () => {
    observer.disconnect();
    resized.disconnect();
    stopWatching();
    program.close();
    root.replaceChildren();
  };
  if (program.route === null) {
    const [first] = program.errors;
    close();
    throw new Error(
      `The mini program did not start: ${first ? `${first.where}: ${first.message}` : 'it opened no page'}`,
    );
  }
  return {
    get route() {
      return program.route;
    },
    get visible() {
      return program.visible;
    },
    get missingWxCalls() {
      return program.missingWxCalls;
    },
    get errors() {
      return program.errors;
    },
    rendered: async () => {
      await program.until(() => program.view.page?.hasChildNodes(), 'the first page', RENDER_MILLISECONDS);
    },
    hide: () => program.hide(),
    show: (entry) => program.show(entry),
    rescan: (entry) => program.rescan(entry),
    back: () => program.back(),
    pullDown: () => pull(program),
    setTheme: (theme) => program.setTheme(theme),
    close,
  };
}

function pull(program: MiniProgram): void {
  if (program.canPullDown) program.pullDown();
}
