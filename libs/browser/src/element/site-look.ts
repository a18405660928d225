import type { BrandColor, OfferedLanguage, SiteInfo } from '@maqiao/shared';

/** The site's branding: public, and the same for everybody. */
export type SiteLook = Required<SiteInfo>;

/** Asked once for each server, however many elements a page has. */
const asked = new Map<string, Promise<SiteLook | null>>();

/**
 * Asks the server for name, logo and colour of this page's site, and for words in the best of these languages. Null when
 * it does not answer, or is too old to know: the element then looks as it does without. A sign-in never waits for it.
 * @param baseUrl origin of the server; empty for the page's own
 * @param languages BCP 47 tags, best first
 */
export function siteLookOf(baseUrl: string, languages: readonly string[]): Promise<SiteLook | null> {
  const query = new URLSearchParams({ part: 'element', language: languages.join(',') });
  const url = `${baseUrl.replace(/\/+$/, '')}/api/site?${query}`;
  const found = asked.get(url) ?? ask(url);
  asked.set(url, found);
  // After a failure the next element asks again.
  void found.then((look) => look ?? asked.delete(url));
  return found;
}

async function ask(url: string): Promise<SiteLook | null> {
  try {
    const answer = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' });
    return answer.ok ? readLook(await answer.json()) : null;
  } catch {
    return null;
  }
}

/**
 * The logo as a data URL: a page that embeds the element allows calls to the server and pictures of data, and need not
 * allow pictures from elsewhere. Null when it does not come.
 */
export async function pictureOfLogo(url: string): Promise<string | null> {
  try {
    const answer = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer' });
    if (!answer.ok) return null;
    const blob = await answer.blob();
    return await new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result : null);
      reader.onerror = () => resolve(null);
      reader.readAsDataURL(blob);
    });
  } catch {
    return null;
  }
}

/** Reads name, web address, colours and texts, and ignores everything else. Null without a name. */
export function readLook(answer: unknown): SiteLook | null {
  const { name, logoUrl, color, language } = (answer ?? {}) as Record<string, unknown>;
  if (typeof name !== 'string' || name === '') return null;
  return {
    name,
    logoUrl: typeof logoUrl === 'string' && /^https?:\/\//.test(logoUrl) ? logoUrl : null,
    color: isColor(color) ? color : null,
    language: readLanguage(language),
  };
}

function readLanguage(value: unknown): OfferedLanguage {
  const { tag, name, words } = (value ?? {}) as Record<string, unknown>;
  const own = typeof words === 'object' && words !== null ? Object.entries(words) : [];
  return {
    tag: typeof tag === 'string' ? tag : 'en',
    name: typeof name === 'string' ? name : '',
    words: Object.fromEntries(own.filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
  };
}

function isColor(value: unknown): value is BrandColor {
  const color = (value ?? {}) as Record<string, unknown>;
  return ['light', 'onLight', 'dark', 'onDark'].every((name) => /^#[0-9a-f]{6}$/.test(String(color[name])));
}
