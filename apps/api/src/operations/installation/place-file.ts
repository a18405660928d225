import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { message } from '../../platform/operator-messages/messages.ts';
import { installMessages } from './install-messages.ts';
import type { Machine } from './machine.ts';
import type { Step } from './step.ts';

/** The suffix under which a replaced file is kept. systemd ignores such files. */
export const PREVIOUS_SUFFIX = '.before';

/** Copies a file to its place unless the same content is there. A different file is kept with the suffix. */
export function placeFile(machine: Machine, from: string, to: string, mode: number): Step {
  const path = machine.path(to);
  const wanted = readFileSync(from, 'utf8');
  const there = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (there === wanted) {
    chmodSync(path, mode);
    return { mark: 'same', text: message(installMessages.step_file, { path: to }) };
  }
  if (there !== undefined) writeFileSync(path + PREVIOUS_SUFFIX, there, { mode: 0o644 });
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.part`, wanted, { mode });
  chmodSync(`${path}.part`, mode);
  renameSync(`${path}.part`, path);
  const text =
    there === undefined
      ? message(installMessages.step_file, { path: to })
      : message(installMessages.step_file_kept, { path: to, kept: to + PREVIOUS_SUFFIX });
  return { mark: 'done', text };
}
