import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@maqiao/test-servers';
import type { Command, Language } from './languages.ts';

/** What a recipe that reads a token has said. */
export interface Verdict {
  status: number | null;
  out: string;
  err: string;
}

/** Runs a recipe with a token on its standard input. */
export function check(
  command: Command,
  environment: Record<string, string>,
  token: string,
): Promise<Verdict> {
  const [program, ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { PATH: process.env.PATH, ...environment } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdin.on('error', () => undefined); // it may have refused without reading
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, out: out.trim(), err }));
    child.stdin.end(token);
  });
}

/** A recipe's backend, listening. */
export interface Backend {
  url: string;
  stop(): Promise<void>;
}

/** Starts a recipe's backend and waits until it answers. */
export async function startBackend(
  start: NonNullable<Language['introspect']>,
  environment: Record<string, string>,
): Promise<Backend> {
  const port = await freePort();
  const [program, ...args] = await start(port);
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-recipe-'));
  const child = spawn(program, args, {
    // PHP keeps its sessions there.
    env: { PATH: process.env.PATH, PORT: String(port), TMPDIR: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  }
  let exited = false;
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve(void (exited = true))));
  const url = `http://127.0.0.1:${port}`;
  const answers = () =>
    fetch(`${url}/me`, { signal: AbortSignal.timeout(5000) }).then(
      ({ status }) => status === 401,
      () => false,
    );
  while (!(await answers())) {
    if (exited) throw new Error(`The recipe ended: ${output}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    stop: async () => {
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
