import { WxFailure } from './wx-call.ts';
import type { PageStack } from '../logic/page-stack.ts';
import type { MiniProgramPack } from '../mini-program-pack.ts';
import type { WxCall } from './wx-call.ts';

/** Pulling a page down to read it again: WeChat holds the page until the program lets go of it. */
export class PullDown {
  readonly #pack: MiniProgramPack;
  readonly #stack: PageStack;
  readonly #host: HTMLElement;
  readonly #changed: () => void;
  #active = false;

  constructor(pack: MiniProgramPack, stack: PageStack, host: HTMLElement, changed: () => void) {
    this.#pack = pack;
    this.#stack = stack;
    this.#host = host;
    this.#changed = changed;
  }

  /** The page is held. */
  get active(): boolean {
    return this.#active;
  }

  /** Whether the page on top takes it. */
  get enabled(): boolean {
    const path = this.#stack.top?.path ?? '';
    const own = this.#pack.configs[path]?.enablePullDownRefresh;
    return (own ?? this.#pack.app.window?.enablePullDownRefresh) === true;
  }

  /** The person pulls the page on top. @throws WxFailure on a page without `enablePullDownRefresh` */
  start(): void {
    if (!this.enabled) throw new WxFailure('the page does not enable pull down refresh');
    this.#set(true);
    this.#stack.hook(this.#stack.top, 'onPullDownRefresh');
  }

  calls(call: WxCall): Record<string, (...values: never[]) => unknown> {
    return {
      startPullDownRefresh: (options: unknown) => call('startPullDownRefresh', options, () => this.start()),
      stopPullDownRefresh: (options: unknown) => call('stopPullDownRefresh', options, () => this.#set(false)),
    };
  }

  #set(active: boolean): void {
    this.#active = active;
    this.#host.classList.toggle('mp-pulled', active);
    this.#changed();
  }
}
