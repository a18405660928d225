import { WxFailure } from './wx-call.ts';
import type { PageStack } from '../logic/page-stack.ts';
import type { MiniProgramPack } from '../mini-program-pack.ts';
import type { WxCall } from './wx-call.ts';

/** Pull-down refresh: WeChat keeps it open until the program calls wx.stopPullDownRefresh. */
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

  /** Whether a refresh is open. */
  get active(): boolean {
    return this.#active;
  }

  /** Whether the page on top has pull-down refresh. */
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
