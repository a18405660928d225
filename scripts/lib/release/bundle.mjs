// Bundles the programs of a release with rolldown. Without it, half of a start is spent on reading 1,500 files.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { CommandError, root } from '../workspace.mjs';

/** Native addons, and packages that read data files next to their code. The archive contains them as packages. */
export const OUTSIDE = ['better-sqlite3', 'ip2region', 'sharp'];

/**
 * Optional peers of packages, which Nest and others import only where somebody has installed them. They are not in an
 * archive, and an import of one fails there as it does without a bundle.
 */
const NOT_INSTALLED = [
  /^@nestjs\/(axios|microservices|mongoose|platform-express|sequelize|typeorm)(\/|$)/,
  /^@(grpc\/grpc-js|grpc\/proto-loader|mikro-orm\/core)$/,
  /^@fastify\/(formbody|multipart|view)$/,
  /^(bufferutil|class-transformer|class-validator|cloudflare:sockets|mongoose|pg-native|sequelize|typeorm|utf-8-validate)(\/|$)/,
];

/** Only needed by the API's documentation page, which is not served in production. */
const FOR_DEVELOPERS = [/^@nestjs\/swagger(\/|$)/];

/**
 * Bundles programs into `<folder>/<name>.js`, each with a source map in the same folder. One program becomes one file;
 * several share `<folder>/shared/*.js`. Names of functions and classes are kept. `process.env.NODE_ENV` is
 * `production`.
 * @param {Record<string, string>} programs files by name
 * @param {string} folder created if missing
 * @returns {Promise<string[]>} the files that were bundled, as absolute paths
 * @throws CommandError when a program imports what is neither installed nor known to be optional
 */
export async function bundle(programs, folder) {
  const alone = Object.keys(programs).length === 1;
  const made = await rolldown({
    input: programs,
    cwd: root,
    platform: 'node',
    external: [...OUTSIDE, ...NOT_INSTALLED, ...FOR_DEVELOPERS],
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    plugins: [mapsOfBuilt],
    // Its comments would contain paths of the build machine; the source map has the names.
    experimental: { attachDebugInfo: 'none' },
    onLog(level, log) {
      if (log.code === 'UNRESOLVED_IMPORT') throw new CommandError(log.message);
      if (level === 'warn' && !EXPECTED.has(log.code ?? '')) console.warn(log.message);
    },
  });
  mkdirSync(folder, { recursive: true });
  const { output } = await made.write({
    dir: folder,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'shared/[name].js',
    // Modules that several programs share must still run in the order in which they were imported.
    ...(alone ? { codeSplitting: false } : { strictExecutionOrder: true }),
    keepNames: true,
    // Licences are in a file of their own (notices.mjs).
    comments: false,
    // V8 stores an ASCII file with one byte per character; one Chinese text would double the memory of the whole file.
    charset: 'ascii',
    sourcemap: 'hidden',
    sourcemapExcludeSources: true,
    sourcemapPathTransform: (source, map) => sourceName(join(dirname(map), source)),
  });
  await made.close();
  return output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
}

/** Warnings about packages that import each other in a circle, or load optional packages by name, as Nest does. */
const EXPECTED = new Set(['CIRCULAR_DEPENDENCY', 'COMMONJS_VARIABLE_IN_ESM', 'EVAL', 'SOURCEMAP_BROKEN']);

/** Passes on the source maps of files that swc has compiled. */
const mapsOfBuilt = {
  name: 'maps-of-built',
  load(/** @type {string} */ id) {
    if (id.includes('node_modules') || !existsSync(`${id}.map`)) return null;
    return { code: readFileSync(id, 'utf8'), map: readFileSync(`${id}.map`, 'utf8') };
  },
};

/** The path of a file relative to the repository, or from its node_modules on; the same on every machine. */
function sourceName(/** @type {string} */ path) {
  const inPackages = path.lastIndexOf('node_modules');
  return (inPackages >= 0 ? path.slice(inPackages) : relative(root, path)).replaceAll('\\', '/');
}
