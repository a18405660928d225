import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { message } from '../../platform/operator-messages/messages.ts';
import { installMessages } from './install-messages.ts';
import type { Machine } from './machine.ts';
import type { Step } from './step.ts';

/** Where a file stays that was changed by hand, or is of an older release. systemd reads no such name. */
export const FORMER = '.before';

/** Puts a file in its place, unless the same is there. Another one that is there is kept beside. */
export function placeFile(machine: Machine, from: string, to: string, mode: number): Step {
  const path = machine.path(to);
  const wanted = readFileSync(from, 'utf8');
  const there = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (there === wanted) {
    chmodSync(path, mode);
    return { mark: 'same', says: message(installMessages.step_file, { path: to }) };
  }
  if (there !== undefined) writeFileSync(path + FORMER, there, { mode: 0o644 });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.part`, wanted, { mode });
  chmodSync(`${path}.part`, mode);
  renameSync(`${path}.part`, path);
  const says =
    there === undefined
      ? message(installMessages.step_file, { path: to })
      : message(installMessages.step_file_kept, { path: to, kept: to + FORMER });
  return { mark: 'done', says };
}
