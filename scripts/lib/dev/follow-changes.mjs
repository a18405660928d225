// Runs work when a source has changed: one task at a time, and once for each change. Needs the pinned Node.
import { watch } from 'node:fs';
import { join } from 'node:path';
import { CommandError, StoppedError } from '../command-error.mjs';
import { say } from '../words.mjs';
import { root } from '../workspace.mjs';

/** Time to wait for further changes: editors write a file in several steps, or several files. */
const SETTLED_MS = 100;
/** Tests, and temporary files of editors. */
const NO_SOURCE = /(\.(spec|contract)\.tsx?|~|\.sw[a-z]|\.tmp)$|(^|[/\\])(\.|test-support\.)/;

/**
 * Watches folders until the process ends. The failure of a task is printed, and it runs again after the next change.
 * @param {readonly { folders: readonly string[], work: () => Promise<unknown> }[]} tasks `folders` relative to the root
 */
export function followChanges(tasks) {
  /** @type {Set<() => Promise<unknown>>} */
  const waiting = new Set();
  let busy = false;
  let timer;
  const workOff = async () => {
    if (busy) return;
    busy = true;
    for (const work of waiting) {
      waiting.delete(work);
      await work().catch(report);
    }
    busy = false;
  };
  for (const { folders, work } of tasks) {
    for (const folder of folders) {
      watch(join(root, folder), { recursive: true }, (_event, file) => {
        if (file === null || NO_SOURCE.test(file)) return;
        if (!waiting.has(work)) console.log(`  ${say('dev_changed', { file: join(folder, file) })}`);
        waiting.add(work);
        clearTimeout(timer);
        timer = setTimeout(() => void workOff(), SETTLED_MS);
      });
    }
  }
}

/** @throws the error when it is a bug of ours */
function report(error) {
  if (error instanceof StoppedError) return;
  if (!(error instanceof CommandError)) throw error;
  console.error(`  ${error.message}\n  ${say('dev_next_change')}`);
}
