// Run by `node --build-snapshot` alone, in the folder of the bundle: evaluates it, so that what it has made of the heap is
// kept. Where it was made is not kept, nor when: two snapshots of the same bundle are the same bytes.
const { readFileSync } = require('node:fs');
// By its other name Node warns that `node:vm` may not be in a snapshot: it is not, here.
const { compileFunction } = process.getBuiltinModule('node:vm');

const [, , source, name] = process.argv;
const program = compileFunction(readFileSync(source, 'utf8'), ['exports', 'require', 'module'], {
  filename: name,
});
process.chdir('/');
process.argv = [];
process.execPath = '';
program({}, require, {});
