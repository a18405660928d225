import { readFileSync } from 'node:fs';
import type { Wxacode } from '@maqiao/shared';
import { SettingsError } from '../../../config/settings.ts';
import { fromRepository } from '../../../platform/database/database-location.ts';
import { message } from '../../../platform/operator-messages/messages.ts';
import { failureCode } from '../../../platform/process/failure-code.ts';
import { accountMessages } from './account-messages.ts';

/** It is sent with every scene. */
const KILOBYTES_AT_MOST = 256;

/**
 * Reads WECHAT_OFFICIAL_ACCOUNT_CODE_FILE. The content decides about its type, not the name.
 * @param file relative to the folder of Maqiao, or absolute
 * @throws SettingsError that says what is wrong with it
 */
export function readAccountCode(file: string): Wxacode {
  const path = fromRepository(file);
  const bytes = contentOf(path);
  if (bytes.length > KILOBYTES_AT_MOST * 1024)
    throw new SettingsError(message(accountMessages.code_too_large, { path, most: KILOBYTES_AT_MOST }));
  const start = bytes.toString('hex', 0, 8);
  const mediaType =
    start === '89504e470d0a1a0a' ? 'image/png' : start.startsWith('ffd8ff') ? 'image/jpeg' : undefined;
  if (mediaType === undefined) throw new SettingsError(message(accountMessages.code_no_picture, { path }));
  return { mediaType, data: bytes.toString('base64') };
}

function contentOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new SettingsError(message(accountMessages.code_not_read, { path, failure: failureCode(error) }));
  }
}
