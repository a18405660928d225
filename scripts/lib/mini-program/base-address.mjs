// Which addresses may be compiled into a mini program that goes to WeChat.
import { BlockList, isIP } from 'node:net';
import { CONSOLE_NAMES } from '../../../libs/shared/src/console-menus.ts';
import { say } from '../words.mjs';

const PRIVATE = new BlockList();
for (const [network, prefix] of [
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
  ['100.64.0.0', 10],
]) {
  PRIVATE.addSubnet(network, prefix, 'ipv4');
}
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');
const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('0.0.0.0', 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');
LOOPBACK.addAddress('::', 'ipv6');

/** Names that no public DNS answers (RFC 6761, RFC 6762, RFC 8375), and names of one label. */
const LOCAL_NAME = /(^|\.)(local|internal|lan|test|invalid|home\.arpa)$|^[^.]+$/;

/**
 * From where a host can be reached.
 * @param {string} hostname as in `new URL().hostname`
 * @returns {'loopback' | 'private' | 'address' | 'domain'} `address` is a public IP address
 */
function reachOf(hostname) {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (host === 'localhost' || host.endsWith('.localhost')) return 'loopback';
  const family = isIP(host);
  if (family === 0) return LOCAL_NAME.test(host) ? 'private' : 'domain';
  const type = family === 4 ? 'ipv4' : 'ipv6';
  if (LOOPBACK.check(host, type)) return 'loopback';
  return PRIVATE.check(host, type) ? 'private' : 'address';
}

/**
 * Why a program for this base must not be uploaded; undefined when it may. WeChat's list of request domains accepts
 * only https and domains, and reviewers and users are outside of your network.
 * @param {string} base an http(s) origin
 */
export function uploadFault(base) {
  const { protocol, hostname } = new URL(base);
  const reach = reachOf(hostname);
  const facts = { base, cure: say('base_cure') };
  if (reach === 'loopback') return say('base_loopback', facts);
  if (reach === 'private') return say('base_private', facts);
  if (reach === 'address') return say('base_address', facts);
  if (protocol !== 'https:') return say('base_plain', facts);
  return undefined;
}

/**
 * A warning before a preview for this base, if any.
 * @param {string} base an http(s) origin
 */
export function previewWarning(base) {
  const { protocol, hostname } = new URL(base);
  const reach = reachOf(hostname);
  if (reach === 'loopback') return say('preview_loopback', { base });
  if (protocol !== 'https:' || reach !== 'domain') {
    return say('preview_unlisted', { base, debugging: CONSOLE_NAMES.debugging });
  }
  return undefined;
}
