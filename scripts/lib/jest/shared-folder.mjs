// Creates a folder that all tests of one run share (libs/test-servers/src/make-once.ts). Jest calls this before the
// tests.
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default function makeSharedFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'maqiao-tests-'));
  // Readable for PostgreSQL, which runs as another account.
  chmodSync(folder, 0o755);
  process.env.TEST_SERVERS_FOLDER = folder;
}
