import type { MiniProgramPack, WindowConfig } from './mini-program-pack.ts';

/** What the bar above a page shows. */
export interface NavigationBarState {
  title: string;
  /** A CSS colour, or null for the phone's own. */
  backgroundColor: string | null;
  textStyle: 'black' | 'white' | null;
  /** The program draws its own bar. */
  custom: boolean;
  canGoBack: boolean;
  /** The menu beside the title offers to share the page. */
  shareable: boolean;
}

/** The bar of the page on top: from app.json and the page's own configuration, then as the program changes it. */
export class NavigationBar {
  state: NavigationBarState = {
    title: '',
    backgroundColor: null,
    textStyle: null,
    custom: false,
    canGoBack: false,
    shareable: true,
  };
  readonly #pack: MiniProgramPack;
  readonly #theme: () => 'light' | 'dark';
  readonly #onChange: (state: NavigationBarState) => void;
  readonly #changed = new Map<number, Partial<NavigationBarState>>();
  #page: { id: number; path: string; depth: number } | null = null;

  constructor(
    pack: MiniProgramPack,
    theme: () => 'light' | 'dark',
    onChange: (state: NavigationBarState) => void,
  ) {
    this.#pack = pack;
    this.#theme = theme;
    this.#onChange = onChange;
  }

  /** Another page is on top, or the theme changed. @param depth - how many pages are open */
  showPage(page: { id: number; path: string; depth: number } | null = this.#page): void {
    if (!page) return;
    this.#page = page;
    const config: WindowConfig = { ...this.#pack.app.window, ...this.#pack.configs[page.path] };
    const themed = (value: string | undefined) =>
      value?.startsWith('@') ? this.#pack.themes[this.#theme()]?.[value.slice(1)] : value;
    const textStyle = themed(config.navigationBarTextStyle);
    this.state = {
      title: themed(config.navigationBarTitleText) ?? '',
      backgroundColor: themed(config.navigationBarBackgroundColor) ?? null,
      textStyle: textStyle === 'white' || textStyle === 'black' ? textStyle : null,
      custom: config.navigationStyle === 'custom',
      canGoBack: page.depth > 1,
      shareable: true,
      ...this.#changed.get(page.id),
    };
    this.#onChange(this.state);
  }

  /** The program changes the bar of the page on top; the change lasts as long as the page. */
  change(change: Partial<NavigationBarState>): void {
    if (!this.#page) return;
    this.#changed.set(this.#page.id, { ...this.#changed.get(this.#page.id), ...change });
    this.showPage();
  }
}
