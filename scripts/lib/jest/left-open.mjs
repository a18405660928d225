// Compares open resources and started programs of a test process before and after a test file.
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * The resources that keep this process running, counted by Node's names (`TCPServerWrap`, `Timeout`), and the ids of
 * the programs that it has started (on Linux only).
 * @returns {{ kinds: Map<string, number>, programs: Set<string> }}
 */
export function openNow() {
  const kinds = new Map();
  for (const kind of process.getActiveResourcesInfo()) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  return { kinds, programs: startedPrograms() };
}

/**
 * What was opened since then and is still open: `1 TCPServerWrap`, `the program redis-server`.
 * @param {ReturnType<typeof openNow>} before
 * @returns {string[]}
 */
export function leftOpen(before) {
  const { kinds, programs } = openNow();
  const more = [...kinds]
    .map(([kind, count]) => ({ kind, count: count - (before.kinds.get(kind) ?? 0) }))
    .filter(({ count }) => count > 0);
  return [
    ...more.map(({ kind, count }) => `${count} ${kind}`),
    ...[...programs].filter((id) => !before.programs.has(id)).map((id) => `the program ${nameOf(id)}`),
  ];
}

function startedPrograms() {
  try {
    const threads = readdirSync('/proc/self/task');
    const ids = threads.flatMap((thread) =>
      readFileSync(`/proc/self/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
    );
    return new Set(ids);
  } catch {
    return new Set();
  }
}

/** The name of the program's file, without arguments, which may hold secrets. */
function nameOf(id) {
  try {
    return basename(readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0')[0]) || id;
  } catch {
    return id;
  }
}
