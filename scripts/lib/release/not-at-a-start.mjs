// What the server's packages would load or prepare at every start, and what a bundle does instead. Found with --cpu-prof.
import { isBuiltin } from 'node:module';
import { replacedText } from './replaced-text.mjs';

/**
 * An import of a built-in module is resolved as an address is, and reads every name that the module exports; those of
 * `node:http` are among others a second HTTP client, undici, which is loaded for that. Who asks for the module itself reads
 * nothing. `node:http2` takes longest of all to load, and is not loaded before something of it is used.
 */
export const lazyBuiltins = {
  name: 'lazy-builtins',
  resolveId(/** @type {string} */ id) {
    // What puts modules together asks for that one before it can hold any.
    return isBuiltin(id) && id !== 'node:module' ? `\0builtin:${id.replace('node:', '')}` : null;
  },
  load(/** @type {string} */ id) {
    const [, name] = id.split('\0builtin:');
    if (name === undefined) return null;
    const itself = `process.getBuiltinModule('node:${name}')`;
    // Fastify and undici know it, and nothing of ours asks them for it.
    return name === 'http2'
      ? `module.exports = new Proxy({}, { get: (_, key) => ${itself}[key] });`
      : `module.exports = ${itself};`;
  },
};

const NO_SCHEMAS = `module.exports = () => () => { throw new Error('Routes have no schemas of Fastify.'); };`;

/**
 * What packages prepare at every start for what nobody here asks of them. Each line holds a file, and what it is replaced
 * by, or what in it.
 * - axios: ways to the network and bodies that calls to WeChat do not have (`undici-adapter.ts`), with all that it
 *   imports for them. To axios they are absent, as on platforms that lack them.
 * - the page of the API, which production does not serve (`create-app.ts`), and what controllers and Nest's health checks
 *   say for it.
 * - the compilers of Fastify's own schemas: what comes is checked by zod.
 * - whether a plug-in is for this version of Fastify: the lockfile says so.
 * - who has called pino, for writers in threads of their own: there is none (`log-output.ts`), and to find a line in a
 *   file of megabytes takes 4 ms.
 * - the search for files of @fastify/static, whose routes are ours (`login-page.ts`).
 * - Nest's own loggers: the format of a date, 10 ms. It is made when they write, and pino does.
 * @type {[RegExp, string, string?][]}
 */
const LEFT_OUT = [
  [/apps\/api\/dist\/api-docs\.js$/, 'export const serveApiDocs = () => undefined;'],
  [/apps\/api\/dist\/common\/api-docs-decorators\.js$/, '{}', "await import('@nestjs/swagger')"],
  [
    /@nestjs\/terminus\/dist\/health-check\/health-check\.decorator\.js$/,
    'null',
    'createRequire(import.meta.url)',
  ],
  [/@fastify\/(ajv-compiler|fast-json-stringify-compiler)\/index\.js$/, NO_SCHEMAS],
  [/fastify\/lib\/plugin-utils\.js$/, '', '  checkVersion.call(this, fn)\n'],
  [/@fastify\/static\/index\.js$/, 'const glob = undefined', "const { glob } = require('glob')"],
  [/pino\/lib\/caller\.js$/, 'module.exports = () => [];'],
  [/axios\/lib\/adapters\/(fetch|http|xhr)\.js$/, 'export default null; export const getFetch = () => null;'],
  [/axios\/lib\/platform\/node\/classes\/FormData\.js$/, 'export default undefined;'],
  [/axios\/lib\/utils\.js$/, 'undefined', "typeof G.FormData !== 'undefined' ? G.FormData : undefined"],
  [
    /@nestjs\/common\/services\/(console-)?logger\.service\.js$/,
    'const dateTimeFormatter = ((how) => ({ format: (at) => new Intl.DateTimeFormat(undefined, how).format(at) }))({',
    'const dateTimeFormatter = new Intl.DateTimeFormat(undefined, {',
  ],
];
export const leftOut = {
  name: 'left-out',
  load(/** @type {string} */ id) {
    const [, text = '', inFile] = LEFT_OUT.find(([file]) => file.test(id.replaceAll('\\', '/'))) ?? [];
    if (inFile === undefined) return text || null;
    return replacedText(id, [[inFile, text]]);
  },
};
