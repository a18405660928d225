import { builtProgram, repositoryProgram } from '@maqiao/test-servers';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterTest } from '../../support/after-test.ts';

/** One line of `npm run doctor -- --json`. */
interface Found {
  readonly topic: string;
  readonly code: string;
  readonly severity: string;
  readonly facts: Readonly<Record<string, string | number>>;
  readonly en: string;
  readonly zh: string;
}

export interface Report {
  readonly status: number;
  readonly findings: readonly Found[];
  /** The codes of all that is a fault or a warning. */
  readonly wrong: readonly string[];
  /** The finding of that code. @throws Error with all codes when there is none */
  of(code: string): Found;
  /** All that was printed. */
  readonly output: string;
}

/** Runs the doctor as its own process, with nothing else in its environment. */
export function runProcess(
  environment: Record<string, string>,
  ...options: string[]
): Promise<{ status: number; out: string; err: string }> {
  const demo = environment.WECHAT_APP_ID === '';
  const program = demo ? repositoryProgram('doctor') : builtProgram('doctor');
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...options], { env: environment }, (error, out, err) =>
      resolve({ status: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

/** The doctor's report for these settings. */
export async function runDoctor(environment: Record<string, string>, ...options: string[]): Promise<Report> {
  const { status, out, err } = await runProcess(environment, '--json', ...options);
  if (err !== '' || out === '') throw new Error(`the doctor failed (${status}): ${err}${out}`);
  const { findings } = JSON.parse(out) as { findings: Found[] };
  return {
    status,
    findings,
    wrong: findings
      .filter(({ severity }) => severity === 'fault' || severity === 'warning')
      .map(({ code }) => code),
    of: (code) => {
      const finding = findings.find((one) => one.code === code);
      if (!finding) throw new Error(`no ${code} among ${findings.map((one) => one.code).join(', ')}`);
      return finding;
    },
    output: out,
  };
}

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-doctor-'));
  afterTest(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file in a folder of its own, of that mode. @returns its path */
export function temporaryFile(name: string, text: string, mode: number): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text, { mode });
  return path;
}
