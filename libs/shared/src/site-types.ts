import type { OwnWords } from './words/own-words.ts';

/** The owner's colour, `#rrggbb`, for each theme, with the colour of what is written on it. Contrast is WCAG AA in all of them. */
export interface BrandColor {
  light: string;
  onLight: string;
  dark: string;
  onDark: string;
}

/** How the owner wants people to see their site: what pages, elements and phones show instead of our own look. */
export interface Brand {
  /** Address of the logo, a square or wider picture; null: our own mark is shown. */
  logoUrl: string | null;
  /** Null: our own colour. */
  color: BrandColor | null;
}

/** A language that the server has words for, beside those that the programs bring along. */
export interface OfferedLanguage {
  /** BCP 47, such as `ja`. */
  tag: string;
  /** Its own name for itself, such as 日本語. */
  name: string;
  words: OwnWords;
}

/** `GET /api/site`: what people are shown of the site that calls, or of the server when no page of a site does. */
export interface SiteInfo extends Brand {
  name: string;
  /** With `part`: the language that fits best of those asked for, and what the server has to say in it. */
  language?: OfferedLanguage;
}
