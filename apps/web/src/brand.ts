import type { Brand } from '@maqiao/shared';

/** Puts the owner's colour into the page's tokens (styles/tokens.css), and their logo into the tab. */
export function showBrand({ color, logoUrl }: Brand): void {
  if (color !== null) {
    const { style } = document.documentElement;
    style.setProperty('--brand-light', color.light);
    style.setProperty('--brand-on-light', color.onLight);
    style.setProperty('--brand-dark', color.dark);
    style.setProperty('--brand-on-dark', color.onDark);
  }
  const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (logoUrl === null || icon === null) return;
  icon.removeAttribute('type');
  icon.href = logoUrl;
}
