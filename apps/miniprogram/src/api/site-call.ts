import type { BrandColor, SiteInfo } from '@maqiao/shared';
import type { Answer } from './answers.ts';
import { hasTexts, isObject } from './body-shape.ts';
import { request } from './request.ts';

/** `GET /api/site`: how the owner wants the site to look. Never throws; a server older than this call answers 404. */
export function readSite(): Promise<Answer<SiteInfo>> {
  return request({ method: 'GET', url: '/api/site', parse: parseSite });
}

/** Believes nothing but a name, a web address, and colours. */
export function parseSite(body: unknown): SiteInfo | undefined {
  if (!isObject(body) || !hasTexts(body, ['name']) || body.name === '') return undefined;
  const { name, logoUrl, color } = body;
  return {
    name: name as string,
    logoUrl: typeof logoUrl === 'string' && /^https?:\/\//.test(logoUrl) ? logoUrl : null,
    color: isColor(color) ? color : null,
  };
}

function isColor(value: unknown): value is BrandColor {
  const names: (keyof BrandColor)[] = ['light', 'onLight', 'dark', 'onDark'];
  return isObject(value) && names.every((name) => /^#[0-9a-f]{6}$/.test(String(value[name])));
}
