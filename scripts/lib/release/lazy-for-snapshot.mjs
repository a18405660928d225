// What no snapshot of V8's heap can hold, as modules that are loaded when something of them is first used: what Node keeps
// natively (connections, threads, traces), native addons, and what reads data beside its code.

import { join } from 'node:path';
import { root } from '../workspace.mjs';
import { HERE } from './platforms.mjs';

const STAND_INS = join(root, 'scripts/lib/release/stand-ins.mjs');

/**
 * Built-in modules that Node does not take into a snapshot, or does not promise to. A warning of `--build-snapshot` names
 * each that is missing here, and a snapshot with a warning is not kept (snapshot.mjs).
 */
const BUILTINS = [
  'async_hooks',
  'cluster',
  'http',
  'http2',
  'https',
  'module',
  'perf_hooks',
  'tls',
  'tty',
  'vm',
  'worker_threads',
];

/** Plain values of those that packages read while they are loaded. They are the same in every process. */
const PLAIN = ['METHODS', 'STATUS_CODES', 'constants', 'isMainThread', 'maxHeaderSize'];

/**
 * Plug-in for a bundle that a snapshot is made of.
 * @param {string[]} packages those that stay outside of the bundle
 */
export function lazyForSnapshot(packages) {
  const builtin = new RegExp(`^(node:)?(${BUILTINS.join('|')})$`);
  return {
    name: 'lazy-for-snapshot',
    resolveId(/** @type {string} */ id) {
      if (builtin.test(id)) return `\0lazy:node:${id.replace('node:', '')}`;
      return packages.includes(id) && id !== 'better-sqlite3' ? `\0lazy:${id}` : null;
    },
    load(/** @type {string} */ id) {
      if (SQLITE_ADDON.test(id)) return sqliteAddon();
      if (!id.startsWith('\0lazy:')) return null;
      const name = id.slice('\0lazy:'.length);
      return name.startsWith('node:') ? builtinModule(name) : packageModule(name);
    },
  };
}

function builtinModule(/** @type {string} */ name) {
  const itself = process.getBuiltinModule(name);
  const plain = Object.fromEntries(PLAIN.filter((key) => key in itself).map((key) => [key, itself[key]]));
  return standIn('builtinStandIn', name, Object.keys(itself), plain);
}

/** Its sixteen files are no more than a way to the addon, and every start uses them: only the addon stays outside. */
const SQLITE_ADDON = /better-sqlite3[\\/]lib[\\/]binding\.js$/;

function sqliteAddon() {
  // From apps/api/dist of an archive.
  const addon = JSON.stringify(`../../../node_modules/better-sqlite3/prebuilds/${HERE}.node`);
  return `exports.getBinding = require(${JSON.stringify(STAND_INS)}).required(${addon});`;
}

const packageModule = (/** @type {string} */ name) => standIn('packageStandIn', name);

function standIn(/** @type {string} */ kind, /** @type {unknown[]} */ ...values) {
  const written = values.map((value) => JSON.stringify(value)).join(', ');
  return `module.exports = require(${JSON.stringify(STAND_INS)}).${kind}(${written});`;
}
