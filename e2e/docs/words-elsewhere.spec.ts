import { expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

jest.setTimeout(60_000);

const ROOT = join(import.meta.dirname, '../..');
const ESLINT = join(ROOT, 'node_modules/eslint/bin/eslint.js');

/** What the linter says of a text that stands in the place of that file: the lines that are an operator's words. */
function elsewhere(file: string, text: string): number[] {
  const { stdout } = spawnSync(
    process.execPath,
    [ESLINT, '--stdin', '--stdin-filename', file, '--format=json'],
    { cwd: ROOT, input: text, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } },
  );
  const [result] = JSON.parse(stdout) as { messages: { ruleId: string; line: number; message: string }[] }[];
  return (result?.messages ?? [])
    .filter(({ ruleId, message }) => ruleId === 'no-restricted-syntax' && /An operator reads/.test(message))
    .map(({ line }) => line);
}

test('a command’s sentence that stands outside of the tables is found', () => {
  const text = `
    console.log('Nothing is there yet.');
    throw new CommandError('Port taken: choose another.');
    throw new CommandError(\`\${name} is missing\`);
    console.error('没有这个文件');
    process.stderr.write('Usage: maqiao\\n');
    progress('Installing …');
    console.log(say('stop'));
    console.log(\`\\n  \${say('stop')}\`);
    throw new CommandError(say('port_taken', { port, name }));
  `;
  expect(elsewhere('scripts/serve.mjs', text)).toEqual([2, 3, 4, 5, 6, 7]);
  // Only contributors run it.
  expect(elsewhere('scripts/check.mjs', text)).toEqual([]);
});

test('a sentence of the server that stands outside of the tables is found', () => {
  const text = `
    process.stderr.write(\`Nothing was restored: \${why}\\n\`);
    this.logger.warn('The database is away.');
    this.#logger.error({ msg: 'A webhook was not delivered', attempt });
    throw new ApiError('unavailable', { operatorHint: 'Look at REDIS_URL.' });
    throw new SettingsError('PORT must be a number.');
    this.#logger.warn(localize({ en: 'Redis is back.', zh: 'Redis 已恢复。' }));
    this.#logger.warn(localize(redisMessages.redis_back));
    this.#logger.warn(localize(redisMessages.redis_away, { why: { en, zh } }));
    this.#logger.log({ msg: 'Login delivered', scene });
  `;
  expect(elsewhere('apps/api/src/main.ts', text)).toEqual([2, 3, 4, 5, 6, 7]);
});
