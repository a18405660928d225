import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { soundPng } from '../../people/avatars/structure/png-structure.ts';
import { UnfitPicture } from '../../people/avatars/structure/unfit-picture.ts';
import { soundWebp } from '../../people/avatars/structure/webp-structure.ts';
import { failureCode } from '../../platform/process/failure-code.ts';
import { message } from '../../platform/operator-messages/messages.ts';
import { brandingMessages } from './branding-messages.ts';
import { SettingsError } from '../../config/settings.ts';
import { fromRepository } from '../../platform/database/database-location.ts';

/** The owner's logo, read and checked. */
export interface Logo {
  readonly bytes: Buffer;
  readonly mediaType: 'image/png' | 'image/webp' | 'image/svg+xml';
  /** A hash of the content, part of the address, so that the picture may be cached for ever. */
  readonly version: string;
}

/** Limit of the file: phones on weak networks load it while somebody waits to sign in. */
const KILOBYTES_AT_MOST = 256;

/**
 * Reads SITE_LOGO. The content decides about its type, not the name.
 * @param file relative to the folder of Maqiao, or absolute
 * @throws SettingsError that says what is wrong with it and what to do
 */
export async function readLogo(file: string): Promise<Logo> {
  const path = fromRepository(file);
  const bytes = contentOf(path);
  const { content, mediaType } = await pictureIn(bytes, path);
  const version = createHash('sha256').update(content).digest('base64url').slice(0, 12);
  return { bytes: content, mediaType, version };
}

function contentOf(path: string): Buffer {
  try {
    const { size } = statSync(path);
    if (size > KILOBYTES_AT_MOST * 1024) {
      const facts = { path, size: Math.ceil(size / 1024), most: KILOBYTES_AT_MOST };
      throw new SettingsError(message(brandingMessages.logo_too_large, facts));
    }
    return readFileSync(path);
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    const failure = failureCode(error);
    if (failure === 'ENOENT') throw new SettingsError(message(brandingMessages.logo_missing, { path }));
    throw new SettingsError(message(brandingMessages.logo_not_read, { path, failure }));
  }
}

async function pictureIn(
  bytes: Buffer,
  path: string,
): Promise<{ content: Buffer; mediaType: Logo['mediaType'] }> {
  const hex = bytes.toString('hex', 0, 12);
  try {
    if (hex.startsWith('89504e470d0a1a0a')) return { content: soundPng(bytes), mediaType: 'image/png' };
    if (hex.startsWith('52494646') && hex.slice(16) === '57454250')
      return { content: soundWebp(bytes), mediaType: 'image/webp' };
  } catch (error) {
    if (!(error instanceof UnfitPicture)) throw error;
    throw new SettingsError(message(brandingMessages.logo_no_picture, { path }));
  }
  // Loaded only for an SVG.
  const { findRefused } = await import('./svg-check.ts');
  const what = findRefused(bytes.toString('utf8').replace(/^\ufeff/, ''));
  if (what === 'no-svg') throw new SettingsError(message(brandingMessages.logo_no_picture, { path }));
  if (what !== null) throw new SettingsError(message(brandingMessages.logo_with_script, { path, what }));
  return { content: bytes, mediaType: 'image/svg+xml' };
}
