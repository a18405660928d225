import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ARCHIVES = join(import.meta.dirname, '../../../.cache/release-under-test');

/** An archive of `npm run release`, as somebody has unpacked it. */
export interface Unpacked {
  /** The folder that it unpacks to. */
  readonly folder: string;
  remove(): void;
}

/** Unpacks the archive for this machine, which `npm test` has made. */
export function unpackRelease(): Unpacked {
  const home = mkdtempSync(join(tmpdir(), 'maqiao-release-'));
  const archive = readdirSync(ARCHIVES).find((name) => name.endsWith('.tar.gz')) ?? 'none: run npm test';
  execFileSync('tar', ['-xzf', join(ARCHIVES, archive), '-C', home]);
  return {
    folder: join(home, archive.replace('.tar.gz', '')),
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}

/** Writes its `.env`, for its owner only. */
export function writeSettings(
  { folder }: Unpacked,
  settings: Readonly<Record<string, string | number>>,
): void {
  const lines = Object.entries(settings).map((pair) => pair.join('='));
  writeFileSync(join(folder, '.env'), lines.join('\n'), { mode: 0o600 });
}
