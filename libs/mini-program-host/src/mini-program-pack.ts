/** One `app.json`, as far as the host reads it. https://developers.weixin.qq.com/miniprogram/dev/reference/configuration/app.html */
export interface AppConfig {
  pages: string[];
  entryPagePath?: string;
  subPackages?: SubPackageConfig[];
  subpackages?: SubPackageConfig[];
  window?: WindowConfig;
  tabBar?: { list: { pagePath: string; text?: string }[] };
  usingComponents?: Record<string, string>;
  darkmode?: boolean;
  themeLocation?: string;
}

interface SubPackageConfig {
  root: string;
  pages: string[];
}

/** The part of a page's or the app's configuration that paints the navigation bar. */
export interface WindowConfig {
  navigationBarTitleText?: string;
  navigationBarBackgroundColor?: string;
  navigationBarTextStyle?: string;
  navigationStyle?: string;
  backgroundColor?: string;
  enablePullDownRefresh?: boolean;
}

/** The `.json` beside a page or a component. */
export interface PageConfig extends WindowConfig {
  usingComponents?: Record<string, string>;
  component?: boolean;
}

/** What the template compiler said about one place of one file. Lines and columns count from 1. */
export interface TemplateWarning {
  file: string;
  line: number;
  column: number;
  message: string;
}

/**
 * A compiled mini program in one JSON-able value, ready to run in Node or in a page.
 * Files are keyed by their path inside the mini program, without a leading slash and without extension.
 */
export interface MiniProgramPack {
  /** From project.config.json beside app.json, when there is one. */
  appId: string | null;
  app: AppConfig;
  configs: Record<string, PageConfig>;
  /** theme.json: the values of `@name` references in the window configuration. */
  themes: Partial<Record<'light' | 'dark', Record<string, string>>>;
  scripts: Record<string, string>;
  /** CSS with imports in place and `rpx`, `vw`, `vh` made relative to the simulated screen. */
  styles: Record<string, string>;
  /** A JavaScript expression that yields the compiled templates by file. */
  templates: string;
  /** Pictures as data: URLs, keyed by path with extension. */
  pictures: Record<string, string>;
  warnings: TemplateWarning[];
}

/** Every page of the main package and the subpackages, as `pages/login/index`. */
export function pagePaths(app: AppConfig): string[] {
  const subPackages = app.subPackages ?? app.subpackages ?? [];
  return [
    ...app.pages,
    ...subPackages.flatMap(({ root, pages }) =>
      pages.map((page) => `${root.replace(/^\/|\/$/g, '')}/${page}`),
    ),
  ];
}

/** The page that opens when the entry names none. */
export function homePage(app: AppConfig): string {
  return app.entryPagePath ?? app.pages[0] ?? '';
}
