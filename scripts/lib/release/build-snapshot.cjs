// Evaluates a bundle twice, each time in a process of its own. First as the server that it is, until it listens, to know
// which functions a start calls: what V8 has compiled by then is written beside the bundle. Then by `--build-snapshot`,
// with these functions compiled, so that what it has made of the heap is kept. Where that was is not kept.
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { isBuildingSnapshot } = require('node:v8').startupSnapshot;
// By its other name Node warns that `node:vm` may not be in a snapshot: it is not, here.
const { Script } = process.getBuiltinModule('node:vm');

const [, , source, filename] = process.argv;
const compiled = `${source}.compiled`;
const text = `(function (exports, require, module) {${readFileSync(source, 'utf8')}\n})`;

if (isBuildingSnapshot()) {
  const script = new Script(text, { filename, cachedData: readFileSync(compiled) });
  if (script.cachedDataRejected) throw new Error('V8 refused what it had compiled.');
  const folder = process.cwd();
  process.chdir('/');
  process.argv = [];
  process.execPath = '';
  script.runInThisContext()({}, require, {});
  // Node itself remembers the folder until it is changed.
  process.chdir(folder);
} else {
  const script = new Script(text, { filename });
  // Pages and packages are found from where the server is.
  process.argv[1] = join(process.cwd(), 'main.js');
  // As a server tells the process that has started it.
  process.send = () => {
    writeFileSync(compiled, script.createCachedData());
    process.exit();
  };
  const asked = ownAffairs();
  // Loads all modules; the server begins in the next turn of the event loop.
  script.runInThisContext()({}, require, {});
  const early = asked();
  if (early.length > 0) throw new Error(`Every process would have the same ${early.join(', ')}.`);
}

/** Watches who asks for what no two processes may share. @returns what was asked for, up to then */
function ownAffairs() {
  const crypto = require('node:crypto');
  const asked = new Set();
  const watch = (object, key) => {
    const itself = object[key];
    object[key] = function (...values) {
      asked.add(key);
      return new.target ? Reflect.construct(itself, values) : Reflect.apply(itself, this, values);
    };
  };
  for (const key of Object.keys(crypto)) if (/^(random|generate|getRandom)/.test(key)) watch(crypto, key);
  watch(globalThis.crypto, 'randomUUID');
  watch(globalThis.crypto, 'getRandomValues');
  watch(require('node:os'), 'hostname');
  watch(process, 'uptime');
  watch(process.hrtime, 'bigint');
  const { pid } = process;
  Object.defineProperty(process, 'pid', {
    get() {
      asked.add('pid');
      return pid;
    },
  });
  return () => [...asked];
}
