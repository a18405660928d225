// Programs and all that they import as a few files. Half of a start without it is finding and reading 1,500 files.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { CommandError, root } from '../workspace.mjs';
import { atEachStart } from './at-each-start.mjs';
import { lazyForSnapshot } from './lazy-for-snapshot.mjs';
import { lazyBuiltins, leftOut } from './not-at-a-start.mjs';

/** What no file of text can hold: native addons, and data that is read beside the code. They stay packages. */
export const OUTSIDE = ['better-sqlite3', 'ip2region', 'sharp'];

/**
 * What is asked for only where somebody has installed it, as Nest's other transports and drivers are. It is looked for
 * as ever, and not found.
 */
const ABSENT = [
  /^@nestjs\/(axios|microservices|mongoose|platform-express|sequelize|swagger|typeorm)(\/|$)/,
  /^@(grpc\/grpc-js|grpc\/proto-loader|mikro-orm\/core)$/,
  /^@fastify\/(formbody|multipart|view)$/,
  /^(bufferutil|class-transformer|class-validator|cloudflare:sockets|mongoose|pg-native|sequelize|typeorm|utf-8-validate)(\/|$)/,
];

/** Run before a program of a release. */
const FIRST = ['for-production.mjs', 'readable-stacks.mjs'].map((name) =>
  join(root, 'scripts/lib/release', name),
);

/**
 * Bundles programs into `<folder>/<name>.js`, each with a source map beside it that nothing loads at a start. One
 * program becomes one file; several share `<folder>/shared/*.js`. Names of functions and classes stay.
 * @param {Record<string, string>} programs files by name
 * @param {string} folder made where it is not there; without `released` the programs are bundled alone
 * With `forSnapshot` it is a function body, which must be run as CommonJS, and loads what no snapshot holds when it is used.
 * @returns {Promise<string[]>} the files that were bundled, as absolute paths
 * @throws CommandError when a program imports what is neither there nor known to be absent
 */
export async function bundle(programs, folder, { released = true, forSnapshot = false } = {}) {
  const entries = mkdtempSync(join(tmpdir(), 'maqiao-entries-'));
  try {
    const input = Object.fromEntries(
      Object.entries(programs).map(([name, file]) => {
        const entry = join(entries, `${name}.mjs`);
        const imported = released ? [...FIRST, file] : [file];
        writeFileSync(entry, imported.map((path) => `import ${JSON.stringify(path)};\n`).join(''));
        return [name, entry];
      }),
    );
    const alone = Object.keys(input).length === 1;
    const made = await rolldown({
      input,
      cwd: root,
      platform: 'node',
      // A snapshot is made in one place, and used in others.
      ...(forSnapshot ? { transform: { define: PLACE } } : {}),
      external: [...(forSnapshot ? [] : OUTSIDE), ...ABSENT],
      plugins: [
        ...(forSnapshot ? [lazyForSnapshot(OUTSIDE), atEachStart] : []),
        leftOut,
        lazyBuiltins,
        mapsOfBuilt,
      ],
      treeshake: { moduleSideEffects: true },
      // No comments with the names of files: the map has them.
      experimental: { attachDebugInfo: 'none' },
      onLog(level, log) {
        if (log.code === 'UNRESOLVED_IMPORT') throw new CommandError(log.message);
        if (level === 'warn' && !EXPECTED.has(log.code ?? '')) console.warn(log.message);
      },
    });
    mkdirSync(folder, { recursive: true });
    const { output } = await made.write({
      dir: folder,
      format: forSnapshot ? 'cjs' : 'esm',
      entryFileNames: '[name].js',
      chunkFileNames: 'shared/[name].js',
      // Modules that several programs share must still run in the order in which they were imported.
      ...(alone ? { codeSplitting: false } : { strictExecutionOrder: true }),
      keepNames: true,
      // Licences stand in a file of their own (notices.mjs).
      comments: false,
      // Lines stay, as an error shows the one that threw. One byte a character: a single Chinese sentence would
      // otherwise make V8 keep two for each of the whole file.
      minify: { compress: true, mangle: false, codegen: { removeWhitespace: false, asciiOnly: true } },
      sourcemap: 'hidden',
      sourcemapExcludeSources: true,
      sourcemapPathTransform: (source, map) => sourceName(join(dirname(map), source), entries),
    });
    await made.close();
    return output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
  } finally {
    rmSync(entries, { recursive: true, force: true });
  }
}

/** Where a program is, by what was started. */
const PLACE = {
  'import.meta.dirname': `process.argv[1].slice(0, process.argv[1].lastIndexOf('/'))`,
  'import.meta.url': "process.getBuiltinModule('node:url').pathToFileURL(process.argv[1]).href",
  // Only to look for packages that are absent.
  'import.meta.resolve': 'undefined',
};

/** Packages import in circles, and look things up by name where Nest asks for what may be absent. */
const EXPECTED = new Set(['CIRCULAR_DEPENDENCY', 'COMMONJS_VARIABLE_IN_ESM', 'EVAL', 'SOURCEMAP_BROKEN']);

/** What swc has built says which line of the source it was. */
const mapsOfBuilt = {
  name: 'maps-of-built',
  load(/** @type {string} */ id) {
    if (id.includes('node_modules') || !existsSync(`${id}.map`)) return null;
    return { code: readFileSync(id, 'utf8'), map: readFileSync(`${id}.map`, 'utf8') };
  },
};

/** As people know a file: below the repository, or below the node_modules of its package; the same on every machine. */
function sourceName(/** @type {string} */ path, /** @type {string} */ entries) {
  const inPackages = path.lastIndexOf('node_modules');
  if (inPackages >= 0) return path.slice(inPackages).replaceAll('\\', '/');
  return relative(path.startsWith(entries) ? entries : root, path).replaceAll('\\', '/');
}
