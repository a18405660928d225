import type { Brand, OfferedLanguage } from './site-types.ts';

/** What the hosted page must know before its first call. Written into the page's `<meta>` by the API. */
export interface PageSettings extends Brand {
  siteName: string;
  /** True without an AppID: every page is marked. */
  demo: boolean;
  /** In the demo: the address of the simulated phone, without query. */
  phoneUrl: string | null;
  /** Whether the calls are documented at `/api/docs`: not in production. */
  apiDocs: boolean;
  /** Whether there are other methods than the mini program; which ones depends on the browser. */
  otherMethods: boolean;
  /** Further languages, and ours with words of the owner's. */
  languages: OfferedLanguage[];
}

/** `<meta name="maqiao" content="…">`: JSON of {@link PageSettings}, HTML-escaped. */
export const PAGE_SETTINGS_META = 'maqiao';
