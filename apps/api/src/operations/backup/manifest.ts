import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { message } from '../../platform/operator-messages/messages.ts';
import { backupMessages } from './backup-messages.ts';
import { readRegular } from '../../platform/process/regular-file.ts';
import { SettingsError } from '../../config/settings.ts';
import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';

export const MANIFEST_NAME = 'manifest.json';
/** Enough for the entries of half a million avatars. */
const MAX_MANIFEST_BYTES = 100 * 1024 * 1024;

const manifest = z.object({
  format: z.literal(1),
  maqiao: z.string(),
  createdAt: z.iso.datetime(),
  dialect: z.enum(['sqlite', 'postgres']),
  /** Migrations applied to the database, in order. */
  schema: z.array(z.string()),
  /** The AppID of the mini program that the users belong to. */
  appId: z.string(),
  /** A constant, encrypted with the secret: only the right secret decrypts it, and it reveals nothing else. */
  secretCheck: z.string(),
  files: z.array(
    z.object({
      // A manifest may be forged: no path may lead out of the backup's folder.
      path: z.string().regex(/^(?!.*(^|\/)\.\.?(\/|$))[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*$/),
      bytes: z.int(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  /** HMAC of all of the above by the installation's secret. Older backups have none. */
  mac: z.string().optional(),
});

/** The content of a backup's `manifest.json`. */
export type Manifest = z.output<typeof manifest>;
/** One file of it. `path` is relative to the backup's folder. */
export type ListedFile = Manifest['files'][number];

/** Reads a backup's manifest. @throws SettingsError when the folder is not a backup */
export async function readManifest(folder: string): Promise<Manifest> {
  try {
    const text = await readRegular(join(folder, MANIFEST_NAME), MAX_MANIFEST_BYTES);
    return manifest.parse(JSON.parse(text?.toString('utf8') ?? ''));
  } catch {
    throw new SettingsError(message(backupMessages.no_such_backup, { folder, manifest: MANIFEST_NAME }));
  }
}

/** Writes the manifest with its mac. @param secret undefined writes it without a mac */
export function writeManifest(folder: string, content: Manifest, secret: MaqiaoSecret | undefined): void {
  const whole = { ...inOrder(content), ...(secret && { mac: macOf(content, secret) }) };
  const text = `${JSON.stringify(whole, null, 2)}\n`;
  writeFileSync(join(folder, MANIFEST_NAME), text, { mode: 0o600, flush: true });
}

/** HMAC-SHA256 of the manifest, with a key derived for backups. The hashes in it cover every byte of the backup. */
export function macOf(content: Manifest, secret: MaqiaoSecret): string {
  return secret.mac('backup', JSON.stringify(inOrder(content)));
}

/** The members in a fixed order, without the mac, so that the same content gives the same text. */
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
