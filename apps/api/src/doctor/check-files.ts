import { createPrivateKey } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { databaseLocation, fromRepository } from '../database/database-location.ts';
import { found, type Finding } from './finding.ts';

/** Files that only their owner may read: the secret, the settings, the upload key; and what the mini program calls. */
export function checkFiles(
  settings: Settings,
  environmentFile: string | undefined,
  programFolder = fromRepository('apps/miniprogram'),
): Finding[] {
  const { demo, publicUrl, wechat } = settings;
  return [
    ...checkSecretFile(settings),
    ...checkEnvironmentFile(environmentFile),
    ...(demo
      ? []
      : [...checkUploadKey(programFolder, wechat.appId), ...checkProgram(programFolder, publicUrl)]),
  ];
}

function checkSecretFile({ secret, secretFile, databaseUrl }: Settings): Finding[] {
  if (secret !== undefined) return [found('secret_given')];
  const location = databaseLocation(databaseUrl);
  const beside =
    location.dialect === 'sqlite' && location.file !== null ? `${location.file}.secret` : undefined;
  const path = secretFile === undefined ? beside : fromRepository(secretFile);
  if (path === undefined || !existsSync(path)) return []; // said together with the database, which knows what it means
  const mode = openMode(path);
  return [mode === undefined ? found('secret_file_ok', { path }) : found('secret_file_open', { path, mode })];
}

function checkEnvironmentFile(file: string | undefined): Finding[] {
  const path = file ?? fromRepository('.env');
  const mode = openMode(path);
  return mode === undefined ? [] : [found('env_file_open', { path, mode })];
}

/** Where the console's key is kept: apps/miniprogram/private.<AppID>.key. A release has no such folder. */
function checkUploadKey(folder: string, appId: string): Finding[] {
  if (!existsSync(folder)) return [];
  const keys = readdirSync(folder).filter((name) => /^private\..*\.key$/.test(name));
  if (keys.length === 0) return [found('upload_key_absent')];
  return keys.flatMap((name) => {
    const path = join(folder, name);
    const mode = openMode(path);
    if (mode !== undefined) return [found('upload_key_open', { path, mode })];
    try {
      createPrivateKey(readFileSync(path));
    } catch {
      return [found('upload_key_unusable', { path })];
    }
    const fits = basename(path) === `private.${appId}.key`;
    return [found(fits ? 'upload_key_ok' : 'upload_key_of_another', { path })];
  });
}

/** The address is compiled into the program; one built for another address reaches nobody. */
function checkProgram(programFolder: string, publicUrl: string): Finding[] {
  const folder = join(programFolder, 'dist/weapp');
  if (!existsSync(join(folder, 'app.json'))) return [];
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  const calls = scripts.some((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return text.includes(`"${publicUrl}"`) || text.includes(`'${publicUrl}'`);
  });
  return [found(calls ? 'program_ok' : 'program_elsewhere', { origin: publicUrl })];
}

/** The mode when others than the owner may read the file, as in `644`; undefined when not, or when there is none. */
function openMode(path: string): string | undefined {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  // Windows has other ways to say who may read.
  if (mode === undefined || process.platform === 'win32') return undefined;
  return (mode & 0o077) === 0 ? undefined : (mode & 0o777).toString(8);
}
