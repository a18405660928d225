// Runs other programs for every command, and ends them with the command, whether its work is done, fails, or is stopped
// by a signal. Runs on any Node from 18 up, before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { CommandError, StoppedError } from './command-error.mjs';
import { say } from './words.mjs';

/** Sent by Ctrl+C, `kill`, a closed terminal, and Ctrl+\. */
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']);
/** Time between SIGTERM and SIGKILL for a program. Longer than the API takes to close. */
const GRACE_MS = 15_000;
/** The same for a command of ours, which first ends its own programs. */
const GRACE_OF_COMMANDS_MS = GRACE_MS + 10_000;
/** How long the work may take to clean up once its programs have ended. */
const CLEANUP_TIMEOUT_MS = 5_000;
/** How often to check that our parent still runs: npm ends on SIGHUP without passing it on. */
const PARENT_CHECK_MS = 1_000;
const WINDOWS = process.platform === 'win32';

/** @type {Set<{ child: import('node:child_process').ChildProcess, ended: Promise<unknown>, graceMs: number }>} */
const running = new Set();
/** @type {NodeJS.Signals | undefined} */
let stoppedBy;
/** @type {() => void} */
let resolveStopped = () => undefined;
/** Resolves when this process is asked to end. */
const stopped = new Promise((resolve) => (resolveStopped = () => resolve(undefined)));

/**
 * Starts a program that ends with this command. It gets a process group of its own, so that its children can be ended
 * with it. Ctrl+C in the terminal then reaches only this process, which passes it on.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @param {number} [graceMs] time between SIGTERM and SIGKILL
 * @returns {import('node:child_process').ChildProcess} emits `error` when it cannot start, as Node's own does
 * @throws StoppedError when this command is being stopped
 */
export function startProgram(command, args, options, graceMs = GRACE_MS) {
  if (stoppedBy !== undefined) throw new StoppedError();
  // On Windows npm's own commands are scripts of its shell, and there are no process groups.
  const shell = WINDOWS && /^(npm|npx)$/.test(command);
  const child = spawn(command, args, { detached: !WINDOWS, shell, ...options });
  const ended = new Promise((resolve) => {
    child.once('error', resolve);
    child.once('exit', resolve);
  });
  const one = { child, ended, graceMs };
  running.add(one);
  void ended.then(() => {
    // Ends children that it has left behind: they would keep its output open, and outlive this process.
    if (!WINDOWS) signalProgram(child, 'SIGKILL');
    running.delete(one);
  });
  return child;
}

/**
 * Sends a signal to a program and all of its children. Does nothing when they have ended.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export function signalProgram({ pid }, signal) {
  if (pid === undefined) return;
  try {
    if (WINDOWS) spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
    else process.kill(-pid, signal);
  } catch {
    // They have ended.
  }
}

/** Ends every program that still runs: by SIGTERM, then by SIGKILL. */
export async function endPrograms() {
  await Promise.all(
    [...running].map(async ({ child, ended, graceMs }) => {
      signalProgram(child, 'SIGTERM');
      const timer = setTimeout(() => signalProgram(child, 'SIGKILL'), graceMs);
      await ended;
      clearTimeout(timer);
    }),
  );
}

/**
 * Runs a command's work, then ends all programs and this process. A CommandError is printed as one line, without a
 * stack. After a signal the exit status is 128 plus the signal's number, or 0 for a command that runs until it is
 * stopped.
 * @param {() => Promise<unknown>} work
 * @param {{ serves?: boolean }} [how] `serves`: it runs until it is stopped
 */
export function main(work, { serves = false } = {}) {
  watchForEnd();
  const done = Promise.resolve().then(work).catch(reportError);
  void Promise.race([done, stopped]).then(async () => {
    await endPrograms();
    // The work may clean up, but not for ever: it may wait for something that never happens.
    await Promise.race([done, new Promise((resolve) => setTimeout(resolve, CLEANUP_TIMEOUT_MS))]);
    await endPrograms();
    if (stoppedBy !== undefined) process.exitCode = serves ? 0 : 128 + constants.signals[stoppedBy];
    // `exit`: an open server, watcher or channel would keep the process running.
    process.stdout.write('', () => process.exit());
  });
}

function reportError(error) {
  // After a signal the failure is expected.
  if (stoppedBy === undefined && !(error instanceof StoppedError)) {
    console.error(error instanceof CommandError ? `\n${error.message}` : error);
  }
  process.exitCode = (error instanceof CommandError && error.status) || 1;
}

function watchForEnd() {
  const stop = (/** @type {NodeJS.Signals} */ signal) => {
    stoppedBy ??= signal;
    resolveStopped();
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  // An error outside of the work also ends this process and its programs.
  process.on('uncaughtException', (error) => {
    reportError(error);
    resolveStopped();
  });
  // Writing to a closed terminal fails; that must not end this process before its programs have ended.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => stop('SIGHUP'));
  // The process that forked us has ended. The channel alone must not keep this process running.
  process.on('disconnect', () => stop('SIGTERM'));
  process.channel?.unref();
  if (process.env.npm_lifecycle_event === undefined || WINDOWS) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop('SIGHUP'), PARENT_CHECK_MS).unref();
}

/** Resolves when this command is asked to end: for work that does not wait for a program. */
export function untilStopped() {
  return stopped;
}

/**
 * Runs a program to its end, and rejects unless it succeeds. With `quiet` its output is shown only when it fails. With
 * `endsWithUs` it gets an IPC channel, whose end tells it that this process has ended, even by SIGKILL.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, quiet?: boolean, endsWithUs?: boolean, onOutput?:
 * (text: string) => void }} options   `onOutput` is called with each piece of output that is not shown
 * @throws CommandError when it cannot be started, or fails; StoppedError when this command is being stopped
 */
export function runProgram(command, args, { quiet = false, endsWithUs = false, onOutput, ...options }) {
  return new Promise((resolve, reject) => {
    const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : ['inherit', 'inherit', 'inherit'];
    const child = startProgram(
      command,
      args,
      { ...options, stdio: /** @type {any} */ (endsWithUs ? [...stdio, 'ipc'] : stdio) },
      endsWithUs ? GRACE_OF_COMMANDS_MS : GRACE_MS,
    );
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        output += chunk;
        onOutput?.(String(chunk));
      });
    }
    const called = [command, ...args.slice(0, 3)].join(' ');
    child.on('error', (error) => {
      const { code = error.message } = /** @type {NodeJS.ErrnoException} */ (error);
      reject(new CommandError(say('cannot_run', { command: called, code })));
    });
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(undefined);
      if (stoppedBy !== undefined) return reject(new StoppedError());
      if (quiet) process.stderr.write(output);
      reject(
        new CommandError(say('command_ended', { command: called, ending: signal ?? `status ${code}` }), code),
      );
    });
  });
}
