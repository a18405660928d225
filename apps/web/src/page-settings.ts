import type { SceneMethodId } from '@maqiao/browser';
import type { BrandColor, OfferedLanguage, PageSettings } from '@maqiao/shared';

/**
 * Reads what the API wrote into the page's `<meta>`. Anything that is not it (the placeholder of a page that
 * Vite serves, a broken value) gives the plain page of the host it is on.
 * @param content the meta's content, or null when there is none
 * @param host the page's own host, shown while no site name is known
 */
export function parsePageSettings(content: string | null, host: string): PageSettings {
  const fields = parseObject(content);
  const siteName = typeof fields.siteName === 'string' ? fields.siteName.trim() : '';
  return {
    siteName: siteName === '' ? host : siteName,
    demo: fields.demo === true,
    phoneUrl: fields.demo === true ? webAddress(fields.phoneUrl) : null,
    apiDocs: fields.apiDocs === true,
    otherMethods: fields.otherMethods === true,
    logoUrl: typeof fields.logoUrl === 'string' ? fields.logoUrl : null,
    color: isColor(fields.color) ? fields.color : null,
    languages: Array.isArray(fields.languages) ? fields.languages.filter(isLanguage) : [],
  };
}

/** Where the stand-in phone acts on this scene: it scans the code, or opens the chat with the account. */
export function phoneAddress(phoneUrl: string, scene: string, method: SceneMethodId): string {
  const query = {
    'mini-program': `scene=${encodeURIComponent(scene)}`,
    'official-account': `q=${encodeURIComponent(`mq_${scene}`)}`,
    message: 'account',
  }[method];
  return `${phoneUrl}?${query}`;
}

function parseObject(text: string | null): Record<string, unknown> {
  try {
    const value = JSON.parse(text ?? '') as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function isLanguage(value: unknown): value is OfferedLanguage {
  const { tag, name, words } = (value ?? {}) as Record<string, unknown>;
  return typeof tag === 'string' && typeof name === 'string' && typeof words === 'object' && words !== null;
}

function isColor(value: unknown): value is BrandColor {
  const color = (value ?? {}) as Record<string, unknown>;
  return ['light', 'onLight', 'dark', 'onDark'].every(
    (name) => typeof color[name] === 'string' && /^#[0-9a-f]{6}$/.test(color[name]),
  );
}

/** Only a web address becomes a link: `javascript:` must not. */
function webAddress(value: unknown): string | null {
  return typeof value === 'string' && /^https?:\/\//i.test(value) ? value : null;
}
