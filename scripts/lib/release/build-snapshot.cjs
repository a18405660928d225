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
  script.runInThisContext()({}, require, {});
}
