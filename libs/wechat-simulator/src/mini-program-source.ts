import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from './problem.ts';

interface PackedProgram {
  readonly version: string;
  readonly json: string;
}

/**
 * The compiled mini program that the phone runs, packed for a page. Packed anew whenever a file of the
 * folder was written, so a watching build is seen at the next reload.
 */
export class MiniProgramSource {
  readonly #folder: string | undefined;
  #packed: PackedProgram | undefined;

  constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /** Another one after each build; undefined while the program is not there, or is being written. */
  version(): string | undefined {
    if (this.#folder === undefined || !existsSync(join(this.#folder, 'app.json'))) return undefined;
    try {
      return folderVersion(this.#folder);
    } catch {
      return undefined; // A file was removed while it was looked at.
    }
  }

  /** The pack as JSON text. Throws a Problem (503) in words when there is no program or it is broken. */
  async packJson(): Promise<string> {
    if (this.#folder === undefined) {
      throw new Problem(
        503,
        'mini_program_missing',
        'The phone was not told where the compiled mini program is.',
      );
    }
    if (!existsSync(join(this.#folder, 'app.json'))) {
      throw new Problem(
        503,
        'mini_program_missing',
        'The mini program is not compiled: its folder has no app.json. Build it for weapp, then reload.',
      );
    }
    const version = folderVersion(this.#folder);
    if (this.#packed?.version === version) return this.#packed.json;
    // Loaded here, because the template compiler is large and only the phone needs it.
    const { packMiniProgram } = await import('@maqiao/mini-program-host/pack');
    try {
      this.#packed = { version, json: JSON.stringify(packMiniProgram(this.#folder)) };
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown';
      throw new Problem(503, 'mini_program_broken', `The compiled mini program cannot be packed: ${reason}`);
    }
    return this.#packed.json;
  }
}

/** Changes when a file of the folder is written, added or removed. */
function folderVersion(folder: string): string {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  let newest = 0;
  let bytes = 0;
  for (const entry of entries) {
    const { mtimeMs, size } = statSync(join(entry.parentPath, entry.name));
    newest = Math.max(newest, mtimeMs);
    bytes += size;
  }
  return `${entries.length} ${bytes} ${newest}`;
}
