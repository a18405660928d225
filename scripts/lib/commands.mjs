// The arguments of every command of package.json. words/help.mjs has their help texts.

const FLAG = /** @type {const} */ ({ type: 'boolean' });
const TEXT = /** @type {const} */ ({ type: 'string' });

/**
 * `options` as util.parseArgs takes them. `names`: how many positional arguments are allowed. `passesOn`: all arguments
 * are passed to the program that is run, which checks them itself.
 * @type {Record<string, { options?: Record<string, { type: 'boolean' | 'string', multiple?: boolean }>, names?: number,
 * passesOn?: boolean }>}
 */
export const COMMANDS = {
  start: {},
  dev: {},
  example: { names: 1 },
  build: {},
  test: { passesOn: true },
  'test:races': { names: 1 },
  check: {},
  format: {},
  docs: { options: { build: FLAG, base: TEXT, generate: FLAG, check: FLAG, port: TEXT, open: FLAG } },
  bench: { names: Infinity, options: { rounds: TEXT, scale: TEXT, docs: FLAG } },
  release: { options: { platform: { type: 'string', multiple: true }, to: TEXT, 'own-node': FLAG } },
  'release:try': { names: 1, options: { platform: TEXT } },
  'mp:preview': { options: { version: TEXT, desc: TEXT, robot: TEXT } },
  'mp:upload': { options: { version: TEXT, desc: TEXT, robot: TEXT } },
  init: { passesOn: true },
  doctor: { passesOn: true },
  users: { passesOn: true },
  clients: { passesOn: true },
  backup: { passesOn: true },
  restore: { passesOn: true },
  'keys:rotate': { passesOn: true },
  pictures: {},
  gallery: { names: 1 },
};
