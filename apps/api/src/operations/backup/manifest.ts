import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { message } from '../../platform/operator-messages/messages.ts';
import { backupMessages } from './backup-messages.ts';
import { readRegular } from '../../platform/process/regular-file.ts';
import { SettingsError } from '../../config/settings.ts';
import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';

export const MANIFEST_NAME = 'manifest.json';
/** Half a million pictures. */
const MANIFEST_AT_MOST = 100 * 1024 * 1024;

const manifest = z.object({
  format: z.literal(1),
  maqiao: z.string(),
  createdAt: z.iso.datetime(),
  dialect: z.enum(['sqlite', 'postgres']),
  /** Migrations that the database had had, in order. */
  schema: z.array(z.string()),
  /** Whose people these are. */
  appId: z.string(),
  /** A sealed word: the right secret opens it, and it reveals nothing else. */
  secretCheck: z.string(),
  files: z.array(
    z.object({
      // Inside of the backup, whatever somebody wrote into the file.
      path: z.string().regex(/^(?!.*(^|\/)\.\.?(\/|$))[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/),
      bytes: z.int(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  /** Over all of the above, by the installation's secret. Older backups have none. */
  mac: z.string().optional(),
});

/** What a backup says about itself, in `manifest.json`. */
export type Manifest = z.output<typeof manifest>;
/** One file of it. `path` is inside of the backup's folder. */
export type ListedFile = Manifest['files'][number];

/** Reads a backup's list. @throws SettingsError when the folder is no backup */
export async function readManifest(folder: string): Promise<Manifest> {
  try {
    const text = await readRegular(join(folder, MANIFEST_NAME), MANIFEST_AT_MOST);
    return manifest.parse(JSON.parse(text?.toString('utf8') ?? ''));
  } catch {
    throw new SettingsError(message(backupMessages.no_such_backup, { folder, manifest: MANIFEST_NAME }));
  }
}

/** Writes the list, with its mac. @param secret undefined: there is none to make a mac with */
export function writeManifest(folder: string, content: Manifest, secret: MaqiaoSecret | undefined): void {
  const whole = { ...inOrder(content), ...(secret && { mac: macOf(content, secret) }) };
  const text = `${JSON.stringify(whole, null, 2)}\n`;
  writeFileSync(join(folder, MANIFEST_NAME), text, { mode: 0o600, flush: true });
}

/** HMAC-SHA256, by a key of its own, over everything that the list says: with the hashes, over every byte of the backup. */
export function macOf(content: Manifest, secret: MaqiaoSecret): string {
  return secret.mac('backup', JSON.stringify(inOrder(content)));
}

/** The same text for the same content, however the file is written; without the mac. */
function inOrder({
  format,
  maqiao,
  createdAt,
  dialect,
  schema,
  appId,
  secretCheck,
  files,
}: Manifest): Manifest {
  const listed = files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 }));
  return { format, maqiao, createdAt, dialect, schema, appId, secretCheck, files: listed };
}
