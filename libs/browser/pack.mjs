// Makes dist/maqiao-browser.tgz of what tsdown has built: what `npm install` takes, from a file or an address.
// The workspace imports the sources; the manifest in the package points to the built files instead.
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'tar';

const HERE = import.meta.dirname;
const PACKAGE = join(HERE, 'dist/package');
/** The time of every file, so that the same sources make the same package byte for byte. */
const MODIFIED = new Date('2000-01-01T00:00:00Z');

const { name, version, description, license, dependencies, peerDependencies, peerDependenciesMeta } =
  manifestIn(HERE);
const manifest = {
  name,
  version,
  description,
  license,
  type: 'module',
  sideEffects: false,
  exports: {
    '.': entry('index'),
    './element': entry('element'),
    './react': entry('react'),
    './popup': entry('popup'),
    './script': entry('script'),
    './package.json': './package.json',
  },
  dependencies: Object.fromEntries(Object.keys(dependencies ?? {}).map((one) => [one, installedRange(one)])),
  peerDependencies,
  peerDependenciesMeta,
};
writeFileSync(join(PACKAGE, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
copyFileSync(join(HERE, 'README.md'), join(PACKAGE, 'README.md'));
copyFileSync(join(HERE, '../../LICENSE'), join(PACKAGE, 'LICENSE'));

// npm accepts any name for the single folder at the top of an archive.
create(
  {
    sync: true,
    gzip: { level: 9 },
    cwd: PACKAGE,
    prefix: 'package',
    file: join(HERE, 'dist/maqiao-browser.tgz'),
    portable: true,
    mtime: MODIFIED,
  },
  readdirSync(PACKAGE).sort(),
);

/** Types first: TypeScript takes the first condition that fits. */
function entry(/** @type {string} */ file) {
  return { types: `./${file}.d.ts`, default: `./${file}.js` };
}

/** The catalog of the workspace is not in the package: what was tested against, and its compatible successors. */
function installedRange(/** @type {string} */ dependency) {
  return `^${manifestIn(join(HERE, 'node_modules', dependency)).version}`;
}

function manifestIn(/** @type {string} */ folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
