// npm run check: format, lint, import directions, types, unused code. All of them run, then the failures are named.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { StoppedError } from './lib/command-error.mjs';
import { command } from './lib/command-line.mjs';
import { steps } from './lib/progress.mjs';
import { CommandError, ensureInstalled, packageFolders, root, runPinned } from './lib/workspace.mjs';

command('check', async () => {
  await ensureInstalled();
  const types = packageFolders()
    .flatMap((folder) => [`${folder}/tsconfig.json`, `${folder}/tsconfig.src.json`])
    .filter((config) => existsSync(join(root, config)));
  const checks = [
    ['format', 'node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']],
    ['lint', 'node_modules/eslint/bin/eslint.js', ['--max-warnings=0', '.']],
    [
      'directions',
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      ['--config', '.dependency-cruiser.mjs', 'apps', 'bench', 'libs', 'e2e'],
    ],
    // The compiler in Go takes a third of the CPU. What ESLint asks for types is the one in JavaScript.
    ...types.map((config) => [`types ${config}`, 'node_modules/typescript-7/bin/tsc', ['-p', config]]),
    ['unused code', 'node_modules/knip/bin/knip.js', []],
  ];
  const failed = [];
  await steps(
    checks.map(([name, script, args]) => ({
      title: name,
      work: () =>
        runPinned(script, args, { quiet: true }).catch((error) => {
          if (error instanceof StoppedError) throw error;
          failed.push(name);
        }),
    })),
    // Each of them keeps one core busy.
    { atOnce: 2 },
  );
  if (failed.length > 0) throw new CommandError(`Not clean: ${failed.join(', ')}.`);
  console.log('Format, lint, import directions, types and unused code: clean.');
});
