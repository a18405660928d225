import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { message } from '../../platform/operator-messages/messages.ts';
import { initMessages } from './init-messages.ts';
import { SettingsError } from '../../config/settings.ts';

// Reads and writes a file of settings, one NAME=value per line, so that Node (--env-file) and systemd (EnvironmentFile)
// read the same values.

/** The settings in a file's text. Lines that begin with # are comments. */
export function settingsIn(text: string): Record<string, string> {
  return Object.fromEntries(Object.entries(parseEnv(text)).map(([name, value]) => [name, value ?? '']));
}

/**
 * The text with these settings. A setting replaces its own line, or its example (`# NAME=…`), or is added at the end;
 * all other lines stay. A setting that is `undefined` is commented out.
 * @throws SettingsError when a value cannot be quoted so that Node and systemd read the same
 */
export function withSettings(text: string, settings: Readonly<Record<string, string | undefined>>): string {
  let lines = text.split('\n');
  for (const [name, value] of Object.entries(settings)) lines = withSetting(lines, name, value);
  return `${lines.join('\n').trimEnd()}\n`;
}

function withSetting(lines: string[], name: string, value: string | undefined): string[] {
  const sets = new RegExp(`^\\s*(export\\s+)?${name}\\s*=`);
  const shows = new RegExp(`^#\\s?${name}=`);
  if (value === undefined) return lines.map((line) => (sets.test(line) ? `# ${line.trim()}` : line));
  const line = `${name}=${quoted(name, value)}`;
  const at = lines.findIndex((one) => sets.test(one));
  const place = at >= 0 ? at : lines.findIndex((one) => shows.test(one));
  if (place < 0) return [...lines.filter((one, index) => one !== '' || index < lines.length - 1), line];
  // Further lines with this name are removed: the last one would win.
  return lines
    .map((one, index) => (index === place ? line : one))
    .filter((one, index) => index === place || !sets.test(one));
}

function quoted(name: string, value: string): string {
  if (/^[\w.,:/@+=?&%~-]*$/.test(value)) return value;
  if (!/['\\\n\r]/.test(value)) return `'${value}'`;
  if (!/["\\\n\r`$]/.test(value)) return `"${value}"`;
  throw new SettingsError(message(initMessages.value_not_writable, { name }));
}

/**
 * Writes a file of settings with mode 0600, completely or not at all. An existing file keeps its owner, and a link is
 * followed.
 * @param owner unless given, that of the existing file, or this process's account
 */
export function writeSettingsFile(file: string, text: string, owner?: { uid: number; gid: number }): void {
  const target = existsSync(file) ? realpathSync(file) : file;
  const before = statSync(target, { throwIfNoEntry: false });
  const part = `${target}.${randomBytes(4).toString('hex')}.part`;
  try {
    writeFileSync(part, text, { mode: 0o600, flag: 'wx' });
    const wanted = owner ?? before;
    if (wanted !== undefined && process.getuid?.() === 0) chownSync(part, wanted.uid, wanted.gid);
    renameSync(part, target);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
