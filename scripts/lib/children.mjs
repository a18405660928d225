// How every command runs other programs, and how it ends: nothing that was started outlives it, whether the work is
// done, fails, or is stopped by a signal. Runs on any Node from 18 up, before anything is installed.
import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { CommandError, StoppedError } from './command-error.mjs';
import { say } from './words.mjs';

/** What people and supervisors stop a command with: Ctrl+C, `kill`, a terminal that is closed, and Ctrl+\. */
const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']);
/** How long a program may take to end when it is asked to; then it is made to. Longer than the API takes to close. */
const GRACE_MS = 15_000;
/** A command of ours first ends its own programs. */
const GRACE_OF_COMMANDS_MS = GRACE_MS + 10_000;
/** How long the work may take to clean up once its programs have ended. */
const CLEANING_MS = 5_000;
/** npm ends at once on a SIGHUP and tells nobody: then our parent is another. */
const PARENT_EVERY_MS = 1_000;
const WINDOWS = process.platform === 'win32';

/** @type {Set<{ child: import('node:child_process').ChildProcess, ended: Promise<unknown>, graceMs: number }>} */
const running = new Set();
/** @type {NodeJS.Signals | undefined} */
let stoppedBy;
/** @type {() => void} */
let tellStopped = () => undefined;
/** Settles once we are asked to end. */
const stopped = new Promise((resolve) => (tellStopped = () => resolve(undefined)));

/**
 * Starts a program that ends with this command. It leads a process group of its own, so that whatever it starts ends
 * with it; a terminal's Ctrl+C then reaches this process alone, which passes it on.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} options
 * @param {number} [graceMs] how long it may take to end when it is asked to
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
    // What it started and left behind: it would hold its output open, and outlive us.
    if (!WINDOWS) signalProgram(child, 'SIGKILL');
    running.delete(one);
  });
  return child;
}

/**
 * Tells a program and all that it has started to end. Nothing happens when it has.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export function signalProgram({ pid }, signal) {
  if (pid === undefined) return;
  try {
    if (WINDOWS) spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
    else process.kill(-pid, signal);
  } catch {
    // All of it has ended.
  }
}

/** Ends every program that still runs: asked first, made to after a while. */
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
 * Does a command's work and ends the process with all that was started. A failure is one line and a status, never a
 * stack that hides it. After a signal the status is 128 and the signal's number, as shells count, or 0 where being
 * stopped is how the work ends.
 * @param {() => Promise<unknown>} work
 * @param {{ serves?: boolean }} [how] `serves`: it runs until it is stopped
 */
export function main(work, { serves = false } = {}) {
  watchForEnd();
  const done = Promise.resolve().then(work).catch(tell);
  void Promise.race([done, stopped]).then(async () => {
    await endPrograms();
    // It removes what it has begun. What it still waits for may never come.
    await Promise.race([done, new Promise((resolve) => setTimeout(resolve, CLEANING_MS))]);
    await endPrograms();
    if (stoppedBy !== undefined) process.exitCode = serves ? 0 : 128 + constants.signals[stoppedBy];
    // Not left to Node: a server, a watch or a channel that is still open would keep the process.
    process.stdout.write('', () => process.exit());
  });
}

function tell(error) {
  // Whoever stopped us knows why nothing came of it.
  if (stoppedBy === undefined && !(error instanceof StoppedError)) {
    console.error(error instanceof CommandError ? `\n${error.message}` : error);
  }
  process.exitCode = (error instanceof CommandError && error.status) || 1;
}

function watchForEnd() {
  const stop = (/** @type {NodeJS.Signals} */ signal) => {
    stoppedBy ??= signal;
    tellStopped();
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  // A fault of ours somewhere outside of the work ends us, and what we have started with us.
  process.on('uncaughtException', (error) => {
    tell(error);
    tellStopped();
  });
  // A terminal that is closed takes no more words; that must not end us before our programs have.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => stop('SIGHUP'));
  // Whoever forked us is gone, however that came. The channel alone must not keep us.
  process.on('disconnect', () => stop('SIGTERM'));
  process.channel?.unref();
  if (process.env.npm_lifecycle_event === undefined || WINDOWS) return;
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop('SIGHUP'), PARENT_EVERY_MS).unref();
}

/** Resolves once this command is asked to end: for work that waits for something else than a program. */
export function untilStopped() {
  return stopped;
}

/**
 * Runs a program to its end and rejects unless it succeeds. With `quiet` its output is shown only when it fails. With
 * `leash` it is told by the end of its channel when we end, however that comes.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: Record<string, string | undefined>, quiet?: boolean, leash?: boolean, heard?: (text: string) => void }} options
 *   `heard` is told of each piece of output that is not shown
 * @throws CommandError when it cannot be started, or fails; StoppedError when we are stopped
 */
export function runProgram(command, args, { quiet = false, leash = false, heard, ...options }) {
  return new Promise((resolve, reject) => {
    const stdio = quiet ? ['ignore', 'pipe', 'pipe'] : ['inherit', 'inherit', 'inherit'];
    const child = startProgram(
      command,
      args,
      { ...options, stdio: /** @type {any} */ (leash ? [...stdio, 'ipc'] : stdio) },
      leash ? GRACE_OF_COMMANDS_MS : GRACE_MS,
    );
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        output += chunk;
        heard?.(String(chunk));
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
