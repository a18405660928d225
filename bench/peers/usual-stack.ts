import { transformFileSync } from '@swc/core';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Contestant } from '../harness/laboratory.ts';

const SOURCE = join(import.meta.dirname, 'usual-stack/main.ts');
/** Beside its source, so that imports find the same packages. */
const OUTPUT = join(import.meta.dirname, 'dist/usual-stack.js');

/** The usual stack as a contestant. Its decorators cannot be stripped, so swc compiles it first, as it does the API. */
export function usualStack(): Contestant {
  const { code } = transformFileSync(SOURCE, {
    swcrc: false,
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      target: 'es2023',
      keepClassNames: true,
    },
    module: { type: 'es6' },
  });
  mkdirSync(join(OUTPUT, '..'), { recursive: true });
  writeFileSync(OUTPUT, code);
  return { name: 'usual stack', script: OUTPUT, transport: 'socket.io' };
}
