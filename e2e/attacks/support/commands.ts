import { builtProgram } from '@maqiao/test-servers';
import { execFile } from 'node:child_process';

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
  return new Promise((resolve) => {
    execFile(process.execPath, [builtProgram(name), ...args], { env: environment }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), said: out + err }),
    );
  });
}
