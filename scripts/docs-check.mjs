// Checks docs/ and the pages around it; --root names another folder. Prints what is wrong, one line each, and ends
// with status 1 then. Runs on the pinned Node; started by `npm run docs -- --check`.
import { parseArgs } from 'node:util';
import { findingsIn } from './lib/docs/checks.mjs';
import { root } from './lib/workspace.mjs';

const { values } = parseArgs({ options: { root: { type: 'string', default: root } } });
const findings = findingsIn(values.root);
for (const { page, line, message } of findings) console.log(`${page}${line ? `:${line}` : ''} ${message}`);
if (findings.length > 0) process.exitCode = 1;
else console.log('Links, commands, settings and translations: as they should be.');
