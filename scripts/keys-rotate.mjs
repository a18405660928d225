// npm run keys:rotate: makes the next key that signs access tokens. After a leak: npm run keys:rotate -- --revoke
import { runApiCommand } from './lib/api-command.mjs';
import { command } from './lib/command-line.mjs';

command('keys:rotate', () => runApiCommand('keys-rotate'));
