// What packages ask when they are loaded, and what belongs to the process that asks: in a snapshot it would be the one that
// made it. build-snapshot.cjs ends with an error when there is more of that.
import { replacedText } from './replaced-text.mjs';

/** Files, what stands in them, and what asks later instead. */
const LATER = [
  [
    /pino\/pino\.js$/,
    ['const { pid } = process\nconst hostname = os.hostname()\n', ''],
    ['base: { pid, hostname },', 'get base() { return { pid: process.pid, hostname: os.hostname() }; },'],
  ],
  // The anchor of a form of time that nobody asks for.
  [/pino\/lib\/time\.js$/, ['process.hrtime.bigint()\n', '0n\n']],
  [
    /prom-client\/lib\/metrics\/processStartTime\.js$/,
    ['const startInSeconds = Math.round(Date.now() / 1000 - process.uptime());\n', ''],
    [
      'config = {}) => {\n',
      'config = {}) => {\n\tconst startInSeconds = Math.round(Date.now() / 1000 - process.uptime());\n',
    ],
  ],
  [
    /pg\/lib\/defaults\.js$/,
    ["user = process.platform === 'win32' ? process.env.USERNAME : process.env.USER\n", ''],
    ['  user,\n', '  get user() { return process.env.USER; },\n'],
  ],
];

/** Plug-in for a bundle that a snapshot is made of. */
export const atEachStart = {
  name: 'at-each-start',
  load(/** @type {string} */ id) {
    const [, ...changes] = LATER.find(([file]) => file.test(id.replaceAll('\\', '/'))) ?? [];
    if (changes.length === 0) return null;
    return replacedText(id, changes);
  },
};
