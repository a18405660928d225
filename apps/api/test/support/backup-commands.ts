import { expect } from '@jest/globals';
import { builtProgram, madeUpSecret } from '@maqiao/test-servers';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { macOf, type Manifest } from '../../src/operations/backup/manifest.ts';
import type { MaqiaoSecret } from '../../src/platform/secret/maqiao-secret.ts';
import type { ApiUnderTest } from './api-under-test.ts';

export const DIST = join(import.meta.dirname, '../../dist');
/** Of an installation that does not keep it beside its database. */
export const SECRET = madeUpSecret('one');

export interface Outcome {
  code: number;
  out: string;
  err: string;
}

/** `npm run backup` or `npm run restore`, as a process of its own. */
export function run(
  entry: 'backup' | 'restore',
  environment: Record<string, string>,
  ...args: string[]
): Promise<Outcome> {
  const env = { PATH: process.env.PATH ?? '', ...postgresPrograms(), ...environment };
  return new Promise((resolve) => {
    execFile(process.execPath, [builtProgram(entry), ...args], { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

const postgresPrograms = (): Record<string, string> =>
  process.env.POSTGRES_PROGRAMS === undefined ? {} : { POSTGRES_PROGRAMS: process.env.POSTGRES_PROGRAMS };

/** A person signs in. @returns the browser that holds the cookie */
export async function signIn(api: ApiUnderTest, person?: string) {
  const browser = api.browser();
  const phone = api.phone(person);
  await browser.register();
  await phone.scan(browser.scene);
  await phone.confirm(browser.scene);
  expect((await browser.claim()).status).toBe(200);
  return browser;
}

/** Settings as the commands are given them, for the same installation as the API's. */
export const commandEnvironment = (
  api: ApiUnderTest,
  environment: Record<string, string>,
): Record<string, string> => ({
  PUBLIC_URL: api.settings.publicUrl,
  WECHAT_APP_ID: api.settings.wechat.miniProgram?.appId ?? '',
  WECHAT_APP_SECRET: api.settings.wechat.miniProgram?.appSecret ?? '',
  WECHAT_API_BASE_URL: api.settings.wechat.apiBaseUrl,
  ...environment,
});

/** Where a backup said that it is. */
export const folderIn = ({ out }: Outcome) => /^Backup: (.+)$/m.exec(out)?.[1] ?? '';

/** A picture as the server keeps it: its name, and bytes that begin as a JPEG does. */
export const FACE = `${'face'.repeat(5)}-1.jpg`;
export const FACE_BYTES = Buffer.concat([Buffer.from('ffd8ffdb', 'hex'), Buffer.from('a face')]);

/** Puts the picture into the folder of an installation. */
export function putFace(home: string): void {
  mkdirSync(join(home, 'avatars'), { recursive: true });
  writeFileSync(join(home, 'avatars', FACE), FACE_BYTES);
}

/**
 * Writes a backup's manifest again after something of it was changed. Everybody who can write there can do that, except
 * for the mac, which needs the secret; without one the old mac stays.
 */
export function rewriteManifest(folder: string, secret?: MaqiaoSecret): void {
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  manifest.files = manifest.files.map((file) => {
    const content = readFileSync(join(folder, file.path));
    const sha256 = createHash('sha256').update(content).digest('hex');
    return { path: file.path, bytes: content.length, sha256 };
  });
  if (secret) manifest.mac = macOf(manifest, secret);
  writeFileSync(path, JSON.stringify(manifest));
}
