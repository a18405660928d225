import vm from 'node:vm';
import * as glassEasel from 'glass-easel';
import { JSDOM, VirtualConsole } from 'jsdom';
import { createVmRealm } from './logic/vm-realm.ts';
import { MiniProgram } from './mini-program.ts';
import { packMiniProgram } from './pack.ts';
import { LONG_PRESS } from './view/backend-context.ts';
import type { Truthy } from './change-signal.ts';
import type { MiniProgramEntry } from './entry.ts';
import type { MiniProgramError } from './logic/app-code.ts';
import type { ConsoleLine } from './logic/program-console.ts';
import type { MiniProgramOptions } from './mini-program-options.ts';
import type { MiniProgramPack } from './mini-program-pack.ts';
import type { NavigationBarState } from './navigation-bar.ts';
import type { TemplateGroup } from './view/glass-easel.ts';
import type { RequestRecord } from './wx/request.ts';

export { scanEntry } from './entry.ts';
export type { MiniProgramEntry } from './entry.ts';
export type { MiniProgramError } from './logic/app-code.ts';
export type { ConsoleLine } from './logic/program-console.ts';
export type { RequestRecord } from './wx/request.ts';

/** The program: a compiled folder, or one that was packed before. */
export type LaunchInNodeOptions = MiniProgramOptions &
  ({ folder: string; pack?: never } | { pack: MiniProgramPack; folder?: never });

/** A mini program that runs in this process, with the calls to use it as a person does. */
export interface RunningMiniProgram {
  /** The path of the page on top. */
  readonly route: string | null;
  readonly navigationBar: NavigationBarState;
  /** The words of the toast or loading note that is up. */
  readonly toast: string | null;
  /** Everything that an open modal or action sheet says. */
  readonly dialog: string | null;
  /** Whether it is in the foreground. */
  readonly visible: boolean;
  /** Names that the program looked up on `wx` and that are not simulated. */
  readonly missingWxCalls: string[];
  readonly consoleLines: readonly ConsoleLine[];
  /** What the program's code threw and nobody caught. */
  readonly errors: readonly MiniProgramError[];
  /** Every wx.request in order, with what was sent. */
  readonly requests: readonly RequestRecord[];
  /** Taps as a finger does: the event bubbles, a disabled button stays silent. @throws Error when there is nothing to tap */
  tap(selector: string): void;
  /** Taps the innermost element that shows exactly this text; in an open dialog, if there is one. */
  tapText(text: string): void;
  /** A finger that rests on the element until it is a long press (350 ms), then lifts. */
  longPress(selector: string): void;
  /** Replaces a field's text. */
  type(selector: string, value: string): void;
  /** What stands in a field; null when there is none. */
  value(selector: string): string | null;
  /** Focuses a field. */
  focus(selector: string): void;
  /** Removes the focus. */
  blur(selector: string): void;
  /** The text of an element of the page on top, of the whole page without a selector; null when there is none. */
  text(selector?: string): string | null;
  /** The rendered page on top. */
  html(): string;
  /** The CSS that holds for the page on top. */
  css(): string;
  /**
   * Resolves with the predicate's first truthy value. Asked after every change of the program (its screen, pages,
   * requests, console), never on a clock. @param milliseconds - 20000 when absent
   */
  until<T>(predicate: () => T, description: string, milliseconds?: number): Promise<Truthy<T>>;
  hide(): void;
  show(entry?: MiniProgramEntry): void;
  /** Enters again while alive: a second scan. */
  rescan(entry: MiniProgramEntry): void;
  back(): void;
  /** Pulls the page on top down. @throws Error on a page without pull-down refresh */
  pullDown(): void;
  /** Whether the page is pulled down and the program has not called wx.stopPullDownRefresh yet. */
  readonly pulledDown: boolean;
  setTheme(theme: 'light' | 'dark'): void;
  /** Ends its timers and removes its document. */
  close(): void;
}

/** Default timeout of `until`, long for a busy machine. */
const UNTIL_MILLISECONDS = 20_000;

/**
 * Runs a compiled mini program in Node: its logic in a bare vm context (no window, fetch, URL, crypto or
 * process, as on a phone), its view in a jsdom document of its own. Any number can run side by side.
 *
 * Resolves when the first page has had onLoad and onShow.
 * @throws Error when no page could be opened, with the first error of the program's code
 */
export async function launchInNode(options: LaunchInNodeOptions): Promise<RunningMiniProgram> {
  const pack = options.pack ?? packMiniProgram(options.folder);
  // Without a virtual console jsdom writes to ours, for instance about CSS it does not know.
  const dom = new JSDOM('<!doctype html><body><div id="phone"></div></body>', {
    virtualConsole: new VirtualConsole(),
    pretendToBeVisual: true,
  });
  const { document } = dom.window;
  const container = document.getElementById('phone');
  if (!container) throw new Error('jsdom lost its own document.');
  const program = new MiniProgram(pack, options, {
    glassEasel,
    container,
    createRealm: createVmRealm,
    // In a context of their own: a template's wxs sees no more of the host than the program does.
    evaluateTemplates: (code) => vm.runInContext(code, vm.createContext({})) as TemplateGroup,
    fetch: (url, init) => fetch(url, init),
    screen: () => ({ windowWidth: 375, windowHeight: 724 }),
    writeClipboard: () => Promise.resolve(),
  });
  const observer = new dom.window.MutationObserver(() => program.signal.notify());
  observer.observe(container, { subtree: true, childList: true, characterData: true, attributes: true });
  const close = () => {
    observer.disconnect();
    program.close();
    dom.window.close();
  };
  // onReady, and what frameworks render in a first task, has happened when the caller goes on.
  await new Promise((resolve) => setTimeout(resolve, 0));
  if (program.route === null) {
    const [first] = program.errors;
    close();
    throw new Error(
      `The mini program did not start: ${first ? `${first.where}: ${first.message}` : 'it opened no page'}`,
    );
  }

  const page = (): HTMLElement => {
    if (!program.view.page) throw new Error('No page is open.');
    return program.view.page;
  };
  const find = (selector: string): HTMLElement => {
    const element = page().querySelector<HTMLElement>(selector);
    if (!element)
      throw new Error(`There is no ${selector} on ${program.route ?? 'the page'}:\n${page().outerHTML}`);
    return element;
  };
  return {
    get route() {
      return program.route;
    },
    get navigationBar() {
      return program.navigationBar;
    },
    get toast() {
      return program.dialogs.toast;
    },
    get dialog() {
      return program.dialogs.open?.textContent ?? null;
    },
    get visible() {
      return program.visible;
    },
    get missingWxCalls() {
      return program.missingWxCalls;
    },
    consoleLines: program.consoleLines,
    get errors() {
      return program.errors;
    },
    requests: program.requests,
    tap(selector) {
      if (program.dialogs.open)
        throw new Error(`A dialog covers the page: ${program.dialogs.open.textContent}`);
      click(find(selector));
    },
    tapText(text) {
      const root = program.dialogs.open ?? page();
      const element = innermostWithText(root, text);
      if (!element)
        throw new Error(`Nothing on ${program.route ?? 'the page'} reads "${text}":\n${root.outerHTML}`);
      click(element);
    },
    longPress(selector) {
      const element = find(selector);
      // @types/jsdom does not know jsdom's PointerEvent yet.
      const { PointerEvent } = dom.window as unknown as { PointerEvent: typeof Event };
      const send = (type: string) => element.dispatchEvent(new PointerEvent(type, { bubbles: true }));
      send('pointerdown');
      setTimeout(() => {
        send('pointerup');
        click(element);
      }, LONG_PRESS);
    },
    type(selector, value) {
      const field = find(selector) as HTMLInputElement;
      if (field.hasAttribute('disabled')) throw new Error(`${selector} is disabled.`);
      field.value = field.maxLength >= 0 ? value.slice(0, field.maxLength) : value;
      field.dispatchEvent(new dom.window.Event('input', { bubbles: true }));
    },
    value(selector) {
      return program.view.page?.querySelector<HTMLInputElement>(selector)?.value ?? null;
    },
    focus(selector) {
      find(selector).dispatchEvent(new dom.window.FocusEvent('focusin', { bubbles: true }));
    },
    blur(selector) {
      find(selector).dispatchEvent(new dom.window.FocusEvent('focusout', { bubbles: true }));
    },
    text(selector) {
      const top = program.view.page;
      const element = selector === undefined ? top : top?.querySelector(selector);
      return element?.textContent ?? null;
    },
    html: () => page().outerHTML,
    css: () => page().parentElement?.querySelector('style')?.textContent ?? '',
    until: (predicate, description, milliseconds = UNTIL_MILLISECONDS) =>
      program.until(predicate, description, milliseconds),
    hide: () => program.hide(),
    show: (entry) => program.show(entry),
    rescan: (entry) => program.rescan(entry),
    back: () => program.back(),
    pullDown: () => program.pullDown(),
    get pulledDown() {
      return program.pulledDown;
    },
    setTheme: (theme) => program.setTheme(theme),
    close,
  };
}

/** A disabled button swallows the tap on the phone; in jsdom a child of one would still be clicked. */
function click(element: HTMLElement): void {
  if (!element.closest('[disabled]')) element.click();
}

function innermostWithText(root: HTMLElement, text: string): HTMLElement | null {
  let found: HTMLElement | null = null;
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.textContent.trim() === text && !element.closest('[hidden]')) found = element;
  }
  return found;
}
