import { ENV_VERSIONS, type EnvVersion, type PublishedVersion } from '../published-version.ts';
import type { Quotas } from '../quotas.ts';
import { drawWxacode } from '../wxacode-picture.ts';
import { type TokenAccount, tokenRefusal } from './account-tokens.ts';
import {
  JSON_CONTENT_TYPE,
  type WireCall,
  type WireEndpoint,
  type WireResult,
  failure,
  jsonObject,
  pick,
} from './wire-call.ts';

const LONGEST_SCENE = 32;
const SCENE_ALPHABET = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/;
const DEFAULT_WIDTH = 430;
const SMALLEST_WIDTH = 280;
const LARGEST_WIDTH = 1280;
const RECORDED = [
  'scene',
  'page',
  'check_path',
  'env_version',
  'width',
  'auto_color',
  'line_color',
  'is_hyaline',
] as const;

/** What decides over a mini-program code besides the call itself. */
export interface WxacodeSurroundings {
  /** The mini program. */
  readonly account: TokenAccount;
  /** All accounts that have access tokens. */
  readonly accounts: readonly TokenAccount[];
  readonly published: PublishedVersion;
  readonly quotas: Quotas;
  /** The address that the picture carries: where the phone opens that page with that scene. */
  phoneAddress(scene: string, page: string | undefined): string;
}

/** `POST /wxa/getwxacodeunlimit` (WeChat: getUnlimitedQRCode): a picture that carries a scene. */
export function getwxacodeunlimitEndpoint(surroundings: WxacodeSurroundings): WireEndpoint {
  const { account, accounts, quotas } = surroundings;
  return {
    path: '/wxa/getwxacodeunlimit',
    failureContentType: JSON_CONTENT_TYPE,
    failureSeparator: ' ',
    parameters: (call) => pick(jsonObject(call.body) ?? {}, RECORDED),
    answer(call: WireCall): WireResult | Promise<WireResult> {
      if (call.method !== 'POST') return failure(43002);
      const refusal = tokenRefusal(account, accounts, call.query.get('access_token'));
      if (refusal !== undefined) return failure(refusal);
      if (call.mediaType !== 'application/json') return failure(40097);
      if (!isJson(call.body)) return failure(47001);
      const body = jsonObject(call.body);
      // JSON, but no object: WeChat's "or the data is not json string".
      if (!body) return failure(40169);
      const exhausted = quotas.spend('getwxacodeunlimit');
      if (exhausted !== undefined) return failure(exhausted);
      return picture(body, surroundings);
    },
  };
}

async function picture(
  body: Record<string, unknown>,
  surroundings: WxacodeSurroundings,
): Promise<WireResult> {
  const { scene, page, width = DEFAULT_WIDTH, auto_color = false, is_hyaline = false } = body;
  if (scene === undefined) return failure(40129);
  if (typeof scene !== 'string') return failure(40097);
  if (scene.length === 0 || scene.length > LONGEST_SCENE) return failure(40169);
  if (!SCENE_ALPHABET.test(scene)) return failure(40129);
  const versionRefusal = targetRefusal(body, surroundings.published);
  if (versionRefusal !== undefined) return failure(versionRefusal);
  if (typeof width !== 'number' || !Number.isInteger(width)) return failure(40097);
  if (width < SMALLEST_WIDTH || width > LARGEST_WIDTH) return failure(40097);
  if (typeof auto_color !== 'boolean' || typeof is_hyaline !== 'boolean') return failure(40097);
  const colour = lineColour(body.line_color);
  if (!colour) return failure(40097);
  const address = surroundings.phoneAddress(
    scene,
    typeof page === 'string' && page !== '' ? page : undefined,
  );
  return {
    ok: true,
    // Also for the PNG that is_hyaline makes.
    contentType: 'image/jpeg',
    body: await drawWxacode(address, { width, colour, transparent: is_hyaline }),
  };
}

/** Checks where the code leads: page, version, and with `check_path` (the default) what is published. */
function targetRefusal(
  body: Record<string, unknown>,
  published: PublishedVersion,
): 40097 | 41030 | undefined {
  const { page = '', check_path = true, env_version = 'release' } = body;
  if (typeof page !== 'string' || typeof check_path !== 'boolean') return 40097;
  if (page.startsWith('/') || /[?#]/.test(page)) return 41030;
  if (!ENV_VERSIONS.includes(env_version as EnvVersion)) return 41030;
  if (!check_path) return undefined;
  // Without a page the code leads to the program's first one, which exists once anything is published.
  const exists = page === '' ? published.pages.length > 0 : published.pages.includes(page);
  return exists && published.envVersions.includes(env_version as EnvVersion) ? undefined : 41030;
}

/** `line_color` as WeChat takes it, its parts numbers or decimal strings; black when there is none. */
function lineColour(value: unknown): { r: number; g: number; b: number } | undefined {
  if (value === undefined) return { r: 0, g: 0, b: 0 };
  if (typeof value !== 'object' || value === null) return undefined;
  const parts = value as Record<string, unknown>;
  const [r, g, b] = [parts.r, parts.g, parts.b].map((part) => {
    const number = typeof part === 'string' && /^\d{1,3}$/.test(part) ? Number(part) : part;
    return typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= 255
      ? number
      : undefined;
  });
  return r === undefined || g === undefined || b === undefined ? undefined : { r, g, b };
}

function isJson(body: Buffer): boolean {
  try {
    JSON.parse(body.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}
