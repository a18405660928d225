import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';

/** What a bundle cannot hold: native addons, and packages that read files beside themselves or start threads. */
const OUTSIDE = [
  /^better-sqlite3$/,
  /^ip2region$/,
  /^pino$/,
  /^thread-stream$/,
  /^@nestjs\/swagger$/,
  /^@fastify\/swagger/,
  /^@fastify\/static$/,
];
/** Loaded by Nest only where they are installed. */
const OPTIONAL = [
  /^@nestjs\/(microservices|mongoose|sequelize|typeorm|axios|platform-express)/,
  /^@grpc\//,
  /^@mikro-orm\//,
  /^(class-transformer|class-validator|pg-native|bufferutil|utf-8-validate|cloudflare:sockets|mongoose|sequelize|typeorm|@fastify\/view|@fastify\/formbody)/,
];

/** Bundles a program and what it imports into one file. @returns its path */
export async function bundled(entry: string, folder: string): Promise<string> {
  const file = join(folder, 'main.mjs');
  const bundle = await rolldown({
    input: entry,
    platform: 'node',
    external: [...OUTSIDE, ...OPTIONAL],
    logLevel: 'silent',
    treeshake: { moduleSideEffects: true },
  });
  await mkdir(folder, { recursive: true });
  await bundle.write({
    file,
    format: 'esm',
    codeSplitting: false,
    keepNames: true,
    minify: { compress: true, mangle: false },
  });
  await bundle.close();
  // What stays outside is found where the program itself would find it.
  const modules = join(folder, 'node_modules');
  for (let place = dirname(entry); !existsSync(modules) && place !== dirname(place); place = dirname(place)) {
    if (existsSync(join(place, 'node_modules'))) await symlink(join(place, 'node_modules'), modules);
  }
  return file;
}
