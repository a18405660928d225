// Checks that a port is free before anything is built.
import { createServer } from 'node:net';
import { CommandError } from './command-error.mjs';
import { settingForm } from './setting-form.mjs';
import { say } from './words.mjs';

/**
 * Checks a port by listening on it for a moment.
 * @param {string} name of the setting that chooses the port
 * @param {number} port
 * @param {string} host
 * @throws CommandError that names the setting
 */
export function requireFreePort(name, port, host) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      const { code = '' } = /** @type {NodeJS.ErrnoException} */ (error);
      reject(new CommandError(cannotListen(name, port, host, code)));
    });
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}

/** A free port on the loopback address. @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}

/** Why nothing can listen there, and what to do. @param {string} code of Node's error */
export function cannotListen(name, port, host, code) {
  if (code !== 'EADDRINUSE') return say('cannot_listen', { host, port, code, name });
  const { npm_lifecycle_event: script } = process.env;
  const taken = say('port_taken', { port, name });
  if (script === undefined) return taken;
  const called = [script === 'start' ? 'npm start' : `npm run ${script} --`, ...process.argv.slice(2)].join(
    ' ',
  );
  return `${taken}\n${say('setting_once', { form: settingForm(name, String(port + 1000), called) })}`;
}
