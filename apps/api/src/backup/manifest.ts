import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { told } from '../common/operator-words.ts';
import { SettingsError } from '../config/settings.ts';

export const MANIFEST_NAME = 'manifest.json';

const manifest = z.object({
  format: z.literal(1),
  maqiao: z.string(),
  createdAt: z.iso.datetime(),
  dialect: z.enum(['sqlite', 'postgres']),
  /** Migrations that the database had had, in order. */
  schema: z.array(z.string()),
  /** Whose people these are. */
  appId: z.string(),
  /** A sealed word: the right secret opens it, and it tells nothing else. */
  secretCheck: z.string(),
  files: z.array(
    z.object({
      // Inside of the backup, whatever somebody wrote into the file.
      path: z.string().regex(/^(?!.*(^|\/)\.\.?(\/|$))[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/),
      bytes: z.int(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

/** What a backup says about itself, in `manifest.json`. */
export type Manifest = z.output<typeof manifest>;

/** The text of the file. */
export function manifestText(content: Manifest): string {
  return `${JSON.stringify(content, null, 2)}\n`;
}

/**
 * Reads a backup's manifest and compares every file with it.
 * @throws SettingsError when the folder is no backup, or a file is missing, cut or changed
 */
export async function readBackup(folder: string): Promise<Manifest> {
  let content: Manifest;
  try {
    content = manifest.parse(JSON.parse(readFileSync(join(folder, MANIFEST_NAME), 'utf8')));
  } catch {
    throw new SettingsError(told('no_such_backup', { folder, manifest: MANIFEST_NAME }));
  }
  for (const { path, bytes, sha256 } of content.files) {
    const file = join(folder, path);
    const same =
      statSync(file, { throwIfNoEntry: false })?.size === bytes && (await sha256Of(file)) === sha256;
    if (!same) {
      throw new SettingsError(told('backup_broken', { path }));
    }
  }
  return content;
}

/** The file's own entry. @param path inside of the backup's folder */
export async function entryOf(folder: string, path: string): Promise<Manifest['files'][number]> {
  const file = join(folder, path);
  return { path, bytes: statSync(file).size, sha256: await sha256Of(file) };
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
