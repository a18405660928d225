// Bundles the programs of a release with rolldown. Half of a start without it is finding and reading 1,500 files.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { CommandError, root } from '../workspace.mjs';

/** Native addons, and packages that read data beside their code. They stay packages of the archive. */
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

/** Only the page of the API for developers needs it, and that page is not in production. */
const FOR_DEVELOPERS = [/^@nestjs\/swagger(\/|$)/];

/**
 * Bundles programs into `<folder>/<name>.js`, each with a source map beside it. One program becomes one file; several
 * share `<folder>/shared/*.js`. Names of functions and classes stay. `process.env.NODE_ENV` is `production`.
 * @param {Record<string, string>} programs files by name
 * @param {string} folder made where it is not there
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
    // Its comments would name folders of whoever made the archive; the source map has the names.
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
    // Licences stand in a file of their own (notices.mjs).
    comments: false,
    // With ASCII alone V8 keeps one byte a character: a single Chinese sentence would make it two in the whole file.
    charset: 'ascii',
    sourcemap: 'hidden',
    sourcemapExcludeSources: true,
    sourcemapPathTransform: (source, map) => sourceName(join(dirname(map), source)),
  });
  await made.close();
  return output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
}

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
function sourceName(/** @type {string} */ path) {
  const inPackages = path.lastIndexOf('node_modules');
  return (inPackages >= 0 ? path.slice(inPackages) : relative(root, path)).replaceAll('\\', '/');
}
