import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { until } from '../../support/until.ts';
import type { Unpacked } from './unpacked.ts';

/** The server of an archive, and what it has said so far. */
export interface Running {
  readonly child: ChildProcess;
  readonly said: () => string;
}

/**
 * Runs the archive's `maqiao start`, where no other program is found, until the server answers at this address.
 * @throws Error with what it said when it ended instead
 */
export async function startServer(
  { folder }: Pick<Unpacked, 'folder'>,
  url: string,
  { env = {} }: { env?: Record<string, string> } = {},
): Promise<Running> {
  const child = spawn(join(folder, 'maqiao'), ['start'], {
    env: { PATH: '/nonexistent', ...env },
    cwd: '/',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const answers = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  try {
    await until(
      async () => (await answers()) || child.exitCode !== null,
      () => `the server to answer: ${said}`,
    );
  } catch (error) {
    child.kill('SIGKILL');
    throw error;
  }
  if (child.exitCode !== null) throw new Error(`the server ended: ${said}`);
  return { child, said: () => said };
}
