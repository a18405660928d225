// The platforms of a release, and the Node of each archive, which is the one that the workspace pins.
import { CommandError } from '../command-error.mjs';
import { say } from '../words.mjs';

/**
 * `integrity` is that of the npm package `node-<platform>` at the version of the workspace's own Node (Subresource
 * Integrity, sha512), so that an archive does not depend on what a mirror of the registry returns.
 * @type {Map<string, { os: string, cpu: string, libc: string, integrity?: string }>}
 */
export const PLATFORMS = new Map([
  [
    'linux-x64',
    {
      os: 'linux',
      cpu: 'x64',
      libc: 'glibc',
      integrity:
        'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
    },
  ],
  [
    'linux-arm64',
    {
      os: 'linux',
      cpu: 'arm64',
      libc: 'glibc',
      integrity:
        'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
    },
  ],
]);

/** The version that the integrities above belong to; the same as `node` in the root package.json. */
export const NODE_VERSION = '24.21.0';

/** The platform of this machine. If it is not one of those above, archives for it are for trying only. */
export const HERE = `${process.platform}-${process.arch}`;

/**
 * @param {readonly string[]} platforms
 * @param {{ ownNode?: boolean }} how `ownNode`: the platform of this machine is accepted, too
 * @throws CommandError that names the valid platforms
 */
export function requirePlatforms(platforms, { ownNode = false }) {
  if (platforms.every((one) => PLATFORMS.has(one) || (ownNode && one === HERE))) return;
  throw new CommandError(say('platform_wants', { platforms: [...PLATFORMS.keys()].join(', ') }));
}

/** A platform by the names that npm packages use; undefined when there are no archives for it. */
export function targetOf(/** @type {string} */ platform) {
  const here = { os: process.platform, cpu: process.arch, libc: 'glibc' };
  return PLATFORMS.get(platform) ?? (platform === HERE ? here : undefined);
}
