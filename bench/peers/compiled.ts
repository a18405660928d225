import { transformFileSync } from '@swc/core';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** As deep as the sources are: what they import from beside their own folder is found from here, too. */
const OUTPUT = join(import.meta.dirname, '../dist');

/** Compiles a folder of peers by swc, as the API is: its decorators cannot be stripped. @returns its main module */
export function compiled(name: string): string {
  const source = join(import.meta.dirname, name);
  const output = join(OUTPUT, name);
  mkdirSync(output, { recursive: true });
  for (const file of readdirSync(source).filter((file) => file.endsWith('.ts'))) {
    const { code } = transformFileSync(join(source, file), {
      swcrc: false,
      jsc: {
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true },
        target: 'es2023',
        keepClassNames: true,
      },
      module: { type: 'es6' },
    });
    const text = code.replaceAll(/from '(\.\/[^']+)\.ts'/g, "from '$1.js'");
    writeFileSync(join(output, file.replace(/ts$/, 'js')), text);
  }
  return join(output, 'main.js');
}
