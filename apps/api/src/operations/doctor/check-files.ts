import { createPrivateKey } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Settings } from '../../config/settings.ts';
import { databaseLocation, fromRepository } from '../../platform/database/database-location.ts';
import { found, type Finding } from './finding.ts';
import { openMode } from './open-mode.ts';

/** Files that are named by variables which are no settings of the server. */
interface FilesElsewhere {
  /** MAQIAO_ENV_FILE. */
  readonly environmentFile?: string | undefined;
  /** WECHAT_UPLOAD_KEY_FILE, as `npm run mp:upload` takes it. */
  readonly uploadKeyFile?: string | undefined;
  readonly programFolder?: string;
}

/** Files that only their owner may read: the secret, the settings, the upload key; and what the mini program calls. */
export function checkFiles(
  settings: Settings,
  { environmentFile, uploadKeyFile, programFolder = fromRepository('apps/miniprogram') }: FilesElsewhere,
): Finding[] {
  const { demo, publicUrl, wechat } = settings;
  return [
    ...checkSecretFile(settings),
    ...checkDatabaseFiles(settings),
    ...checkEnvironmentFile(environmentFile),
    ...(demo || wechat.miniProgram === undefined
      ? []
      : [
          ...checkUploadKeys(programFolder, uploadKeyFile, wechat.miniProgram.appId),
          ...checkProgram(programFolder, publicUrl),
        ]),
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

/** SQLite's file and its log, and the backups beside it: a start makes them for their owner only, a copy may not. */
function checkDatabaseFiles({ databaseUrl }: Settings): Finding[] {
  const location = databaseLocation(databaseUrl);
  if (location.dialect !== 'sqlite' || location.file === null) return [];
  const { file } = location;
  const backups = join(dirname(file), 'backups');
  const names = existsSync(backups) ? readdirSync(backups).filter((name) => BACKUP_NAME.test(name)) : [];
  const places = [
    ...['', '-wal', '-shm', '-journal'].map((ending) => ({ path: file + ending, wanted: '600' })),
    ...names.map((name) => ({ path: join(backups, name), wanted: '700' })),
  ];
  return places.flatMap(({ path, wanted }) => {
    const mode = openMode(path);
    return mode === undefined ? [] : [found('database_file_open', { path, mode, wanted })];
  });
}

const BACKUP_NAME = /^maqiao-\d{8}T\d{6}Z$/;

function checkEnvironmentFile(file: string | undefined): Finding[] {
  const path = file ?? fromRepository('.env');
  const mode = openMode(path);
  return mode === undefined ? [] : [found('env_file_open', { path, mode })];
}

/**
 * The console's key: where WECHAT_UPLOAD_KEY_FILE says that it is, and where people put it first, into the mini
 * program's folder under the name that the console gives it. A release has no such folder.
 */
function checkUploadKeys(folder: string, named: string | undefined, appId: string): Finding[] {
  const inFolder = existsSync(folder) ? readdirSync(folder).filter((name) => KEY_NAME.test(name)) : [];
  const paths = inFolder.map((name) => join(folder, name));
  const path = named ? fromRepository(named) : undefined;
  if (path !== undefined && !paths.includes(path)) paths.unshift(path);
  if (paths.length === 0) return existsSync(folder) ? [found('upload_key_absent')] : [];
  return paths.map((one) => checkUploadKey(one, appId));
}

/** The name that the console gives the file. */
const KEY_NAME = /^private\.(.*)\.key$/;

function checkUploadKey(path: string, appId: string): Finding {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true)
    return found('upload_key_missing', { path });
  const mode = openMode(path);
  if (mode !== undefined) return found('upload_key_open', { path, mode });
  if (!isUploadKey(path)) return found('upload_key_unusable', { path });
  // Under another name its AppID cannot be seen.
  const [, owner = appId] = KEY_NAME.exec(basename(path)) ?? [];
  return found(owner === appId ? 'upload_key_ok' : 'upload_key_of_another', { path });
}

function isUploadKey(path: string): boolean {
  try {
    return createPrivateKey(readFileSync(path)).asymmetricKeyType === 'rsa';
  } catch {
    return false; // what it says may quote the file
  }
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
