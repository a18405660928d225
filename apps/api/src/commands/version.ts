import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { localize } from '../platform/operator-messages/messages.ts';
import { helpMessages } from './help-messages.ts';
import { fromRepository } from '../platform/database/database-location.ts';

// What `maqiao version` and `maqiao --version` run, in a release.

const { version, platform, node } = JSON.parse(
  readFileSync(fromRepository('release.json'), 'utf8'),
) as Record<'version' | 'platform' | 'node', string>;
try {
  const { json } = parseArgs({ options: { json: { type: 'boolean', default: false } } }).values;
  const text = json
    ? JSON.stringify({ version, platform, node })
    : localize(helpMessages.version_line, { version, platform, node });
  process.stdout.write(`${text}\n`);
} catch {
  process.stderr.write(`${localize(helpMessages.version_usage, { command: 'maqiao version' })}\n`);
  process.exitCode = 2;
}
