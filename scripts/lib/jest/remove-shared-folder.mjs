// Jest calls this after the tests, also when they fail.
import { rmSync } from 'node:fs';

export default function removeSharedFolder() {
  rmSync(process.env.TEST_SERVERS_FOLDER, { recursive: true, force: true });
}
