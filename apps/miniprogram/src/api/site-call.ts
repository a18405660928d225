import type { BrandColor, OwnWords, SiteInfo } from '@maqiao/shared';
import type { Answer } from './answers.ts';
import { hasTexts, isObject } from './body-shape.ts';
import { request } from './request.ts';

/** The owner's branding: name, colours, logo and texts. */
export type Site = Pick<SiteInfo, 'name' | 'logoUrl' | 'color'> & { words: OwnWords };

/**
 * `GET /api/site`. Never throws; a server older than this call answers 404.
 * @param language as WeChat names it, such as `zh_CN`
 */
export function readSite(language: string): Promise<Answer<Site>> {
  return request({
    method: 'GET',
    url: `/api/site?part=phone&language=${encodeURIComponent(language)}`,
    parse: parseSite,
  });
}

/** Reads name, web address and colours, and ignores everything else. */
function parseSite(body: unknown): Site | undefined {
  if (!isObject(body) || !hasTexts(body, ['name']) || body.name === '') return undefined;
  const { name, logoUrl, color, language } = body;
  const words = isObject(language) && isObject(language.words) ? language.words : {};
  return {
    name: name as string,
    logoUrl: typeof logoUrl === 'string' && /^https?:\/\//.test(logoUrl) ? logoUrl : null,
    color: isColor(color) ? color : null,
    words: words as OwnWords,
  };
}

function isColor(value: unknown): value is BrandColor {
  const names: (keyof BrandColor)[] = ['light', 'onLight', 'dark', 'onDark'];
  return isObject(value) && names.every((name) => /^#[0-9a-f]{6}$/.test(String(value[name])));
}
