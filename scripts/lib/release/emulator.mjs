// Runs programs for another processor on this machine: QEMU's user mode, and the libraries that they are linked with.
// From Debian's packages, unpacked into .cache, so that nothing on the machine changes.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { say } from '../words.mjs';
import { cacheFolder, CommandError, run } from '../workspace.mjs';

/** The names of each platform in QEMU and Debian. */
const NAMES = {
  'linux-x64': { qemu: 'x86_64', debian: 'amd64' },
  'linux-arm64': { qemu: 'aarch64', debian: 'arm64' },
};
/** As in a container: glibc and the C++ library. */
const LIBRARIES = ['libc6', 'libgcc-s1', 'libstdc++6'];

/**
 * The command that runs a program of that platform: `[command, ...args]`, to be followed by the program.
 * @returns {Promise<string[]>}
 * @throws CommandError when the emulator is not available
 */
export async function ensureEmulator(/** @type {'linux-x64' | 'linux-arm64'} */ platform) {
  const { qemu, debian } = NAMES[platform];
  try {
    const program = find(qemu) ?? (await unpackEmulator(qemu));
    return [program, '-L', await libraries(debian)];
  } catch (error) {
    throw new CommandError(say('emulator_not_had', { platform, why: error.message }));
  }
}

const programs = () => cacheFolder('programs');

function find(qemu) {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    join(programs(), 'qemu-user-static/usr/bin'),
  ];
  const names = [`qemu-${qemu}-static`, `qemu-${qemu}`];
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((place) => existsSync(place));
}

async function unpackEmulator(qemu) {
  console.log(say('unpacking_emulator'));
  await unpack(['qemu-user-static'], join(programs(), 'qemu-user-static'), []);
  const program = find(qemu);
  if (!program) throw new CommandError(say('emulator_not_there', { processor: qemu }));
  return program;
}

/** A root folder with those libraries; QEMU searches it before this machine's own folders. */
async function libraries(debian) {
  const folder = join(programs(), `libraries-${debian}`);
  const stamp = join(folder, '.unpacked');
  if (existsSync(stamp)) return folder;
  console.log(say('unpacking_libraries', { processor: debian }));
  // apt with its own state, so that the other architecture is not added to this machine.
  const state = join(programs(), `apt-${debian}`);
  for (const part of ['lists/partial', 'archives/partial']) mkdirSync(join(state, part), { recursive: true });
  const options = [
    `Dir::State=${state}`,
    `Dir::Cache=${state}`,
    'Dir::State::status=/dev/null',
    `APT::Architecture=${debian}`,
    `APT::Architectures=${debian}`,
  ].flatMap((option) => ['-o', option]);
  await run('apt-get', [...options, 'update', '-qq'], { quiet: true });
  await unpack(LIBRARIES, folder, options);
  writeFileSync(stamp, '');
  return folder;
}

async function unpack(names, folder, options) {
  const packages = cacheFolder(join('programs', 'packages'));
  await run('apt-get', [...options, 'download', '-qq', ...names], { quiet: true, cwd: packages });
  for (const name of names) {
    // The newest of several versions comes last.
    const file = readdirSync(packages)
      .filter((entry) => entry.startsWith(`${name}_`))
      .sort()
      .at(-1);
    await run('dpkg-deb', ['-x', join(packages, file), folder], { quiet: true });
  }
}
