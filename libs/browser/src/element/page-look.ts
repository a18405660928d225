import { isSmallTouchScreen, surroundingsOf, type Surroundings } from '../surroundings.ts';

const DARK = '(prefers-color-scheme: dark)';

/**
 * The preferred languages at this element, best first: its `lang`, or the page's around it; without either the
 * browser's.
 */
export function languagesOf(element: HTMLElement): readonly string[] {
  const tag = element.closest<HTMLElement>('[lang]')?.lang;
  return tag ? [tag] : navigator.languages.slice(0, 5);
}

/** Where the code is shown: by the device, unless the element has `display`. */
export function surroundingsFor(element: HTMLElement): Surroundings {
  const display = element.getAttribute('display');
  const found = surroundingsOf(navigator.userAgent, isSmallTouchScreen());
  if (display === 'screen') return 'screen';
  return display === 'same-phone' && found === 'screen' ? 'phone' : found;
}

/** The element's `theme`, else as the page around it, which is light unless it says that it has a dark scheme. */
export function isDark(element: HTMLElement): boolean {
  const theme = element.getAttribute('theme');
  if (theme === 'light' || theme === 'dark') return theme === 'dark';
  const scheme = getComputedStyle(element).colorScheme;
  return scheme.includes('dark') && (!scheme.includes('light') || matchMedia(DARK).matches);
}

/** The element's `heading-level`, where it is one of HTML's; else 2. */
export function headingLevelOf(element: HTMLElement): number {
  const level = element.getAttribute('heading-level') ?? '';
  return /^[1-6]$/.test(level) ? Number(level) : 2;
}

/** Calls back when the page's language or the person's theme may have changed. Returns how to stop. */
export function watchPage(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['lang', 'class', 'style'],
  });
  const dark = matchMedia(DARK);
  dark.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    dark.removeEventListener('change', changed);
  };
}
