import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterThisTest } from './after-this-test.ts';

/** An empty folder, removed after the test. @param purpose a word for its name */
export function temporaryFolder(purpose: string): string {
  const folder = mkdtempSync(join(tmpdir(), `maqiao-${purpose}-`));
  afterThisTest(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
