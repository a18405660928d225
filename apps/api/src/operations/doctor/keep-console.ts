import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Settings } from '../../config/settings.ts';
import { databaseLocation, fromRepository } from '../../platform/database/database-location.ts';
import { failureCode } from '../../platform/process/failure-code.ts';
import { found, type Finding } from './finding.ts';

/** Where the data is when the database is elsewhere. */
const DATA = './data';

/** What WeChat says of the console's automatic replies and menu, by the name of the call. */
export type ConsoleContent = Readonly<
  Record<'get_current_autoreply_info' | 'get_current_selfmenu_info', Readonly<Record<string, unknown>>>
>;

/**
 * Keeps what the console is set to in a file beside the data, for its owner only. No file is ever written over: one with
 * the same content is enough, and other content gets a file of its own, named after the time. The folder is not made: the
 * server makes it, as its own account.
 */
export function keepConsole(
  content: ConsoleContent,
  settings: Pick<Settings, 'databaseUrl' | 'secretFile'>,
  appId: string,
): Finding {
  if (isEmpty(content)) return found('console_empty');
  const folder = folderOf(settings);
  const beginning = `wechat-console-${appId}-`;
  const text = `${JSON.stringify(content, null, 2)}\n`;
  try {
    const known = readdirSync(folder).filter((name) => name.startsWith(beginning));
    const same = known.map((name) => join(folder, name)).find((path) => holds(path, text));
    if (same !== undefined) return found('console_kept', { path: same });
    const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    const path = join(folder, `${beginning}${time}.json`);
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
    return found('console_saved', { path });
  } catch (error) {
    return found('console_unsaved', { folder, reason: failureCode(error) });
  }
}

/** Beside the SQLite file, else beside the file of the secret. */
function folderOf({ databaseUrl, secretFile }: Pick<Settings, 'databaseUrl' | 'secretFile'>): string {
  const location = databaseLocation(databaseUrl);
  if (location.dialect === 'sqlite' && location.file !== null) return dirname(location.file);
  return secretFile === undefined ? fromRepository(DATA) : dirname(fromRepository(secretFile));
}

/** Nothing is switched on (WeChat: 0), so the event push takes nothing away. */
function isEmpty({ get_current_autoreply_info: replies, get_current_selfmenu_info: menu }: ConsoleContent) {
  return [replies.is_add_friend_reply_open, replies.is_autoreply_open, menu.is_menu_open].every(
    (open) => open === 0,
  );
}

function holds(path: string, text: string): boolean {
  try {
    return isDeepStrictEqual(JSON.parse(readFileSync(path, 'utf8')), JSON.parse(text));
  } catch {
    return false; // cut, or somebody else's: it stays as it is
  }
}
