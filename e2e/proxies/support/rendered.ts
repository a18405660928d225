import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DEPLOY = join(import.meta.dirname, '../../../deploy');

/**
 * A file of `deploy/` as an owner would change it: each text on the left replaced wherever it stands.
 * @throws Error when one of them is not in the file: then the test would run something else than what is shipped
 */
export function rendered(file: string, changes: Readonly<Record<string, string>>): string {
  let text = readFileSync(join(DEPLOY, file), 'utf8');
  for (const [from, to] of Object.entries(changes)) {
    if (!text.includes(from)) throw new Error(`deploy/${file} has no "${from}"`);
    text = text.replaceAll(from, () => to);
  }
  return text;
}
