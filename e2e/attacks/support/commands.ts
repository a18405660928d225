import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const DIST = join(import.meta.dirname, '../../../apps/api/dist');

export interface Outcome {
  readonly code: number;
  /** Everything that was printed. */
  readonly said: string;
}

/** A built command of an installation, such as `npm run backup`, as a process of its own. */
export function runCommand(
  name: 'backup' | 'restore',
  environment: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<Outcome> {
  const entry = join(DIST, `commands/${name}.js`);
  if (!existsSync(entry)) throw new Error(`${entry} is not built: run npm test`);
  return new Promise((resolve) => {
    execFile(process.execPath, [entry, ...args], { env: environment }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), said: out + err }),
    );
  });
}
