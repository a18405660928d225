import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { failureCode } from '../../platform/process/failure-code.ts';
import { message } from '../../platform/operator-messages/messages.ts';
import { installMessages } from './install-messages.ts';
import { SettingsError } from '../../config/settings.ts';
import { ACCOUNT } from './places.ts';

/** The user and group id of an account. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The machine that Maqiao is installed on: this one, or a folder that will become the root of another (`--root`), where
 * nothing is started.
 */
export class Machine {
  /** The folder; undefined on this machine itself. */
  readonly folder: string | undefined;

  constructor(folder: string | undefined) {
    this.folder = folder === undefined ? undefined : resolve(folder);
  }

  /** The path on this machine of a path on that one. */
  path(path: string): string {
    return this.folder === undefined ? path : join(this.folder, path);
  }

  /** Whether this process is root, and so may change owners of files. */
  get asRoot(): boolean {
    return process.getuid?.() === 0;
  }

  /** @throws SettingsError where nothing could be installed or removed */
  require(): void {
    if (process.platform !== 'linux') throw new SettingsError(message(installMessages.only_on_linux));
    if (this.folder !== undefined) return;
    // As sd_booted(3) tests whether systemd runs.
    if (!existsSync('/run/systemd/system')) throw new SettingsError(message(installMessages.wants_systemd));
    if (!this.asRoot) throw new SettingsError(message(installMessages.wants_root));
  }

  /** The account of the service, if it exists. */
  account(): Owner | undefined {
    const passwd = this.path('/etc/passwd');
    const lines = existsSync(passwd) ? readFileSync(passwd, 'utf8').split('\n') : [];
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${ACCOUNT}:`))?.split(':') ?? [];
    return uid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
  }

  /** Runs a program. @returns its output @throws SettingsError with the last line of its error output */
  call(program: string, args: readonly string[]): string {
    const PATH = `${process.env.PATH ?? ''}:/usr/sbin:/usr/bin:/sbin:/bin`;
    try {
      const stdio = ['ignore', 'pipe', 'pipe'] as const;
      return execFileSync(program, args, {
        encoding: 'utf8',
        env: { ...process.env, PATH },
        stdio: [...stdio],
      });
    } catch (error) {
      const { stderr } = error as { stderr?: string };
      const lastLine = stderr?.trim().split('\n').at(-1);
      throw new SettingsError(
        message(installMessages.program_failed, { program, output: lastLine || failureCode(error) }),
      );
    }
  }

  /** Runs systemctl; with `--root` it only changes files below the folder. */
  systemctl(...args: string[]): string {
    return this.call('systemctl', this.folder === undefined ? args : [`--root=${this.folder}`, ...args]);
  }
}
