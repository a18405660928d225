import { freePort } from '@maqiao/test-servers';
import { startSimulator, type Simulator } from '@maqiao/wechat-simulator';
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

/**
 * Makes a site of it: the settings of a server that listens on a port of its own, in its `.env`, for its owner only.
 * @returns the stand-in for WeChat that it asks, to be closed, and its address
 */
export async function settle(
  { folder }: Unpacked,
  more: Readonly<Record<string, string | number>> = {},
): Promise<{ simulator: Simulator; url: string }> {
  const simulator = await startSimulator();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const settings = {
    PORT: port,
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    WECHAT_APP_ID: simulator.appId,
    WECHAT_APP_SECRET: simulator.appSecret,
    WECHAT_API_BASE_URL: simulator.url,
    ...more,
  };
  const lines = Object.entries(settings).map((pair) => pair.join('='));
  writeFileSync(join(folder, '.env'), lines.join('\n'), { mode: 0o600 });
  return { simulator, url };
}
