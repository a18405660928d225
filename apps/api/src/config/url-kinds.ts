import { isLoopbackHost, isPrivateHost } from '../platform/http/addresses.ts';

export function isHttp(url: string): boolean {
  return new URL(url).protocol === 'http:';
}

export function isLoopback(url: string): boolean {
  return isLoopbackHost(new URL(url).hostname);
}

/** Loopback or a private address. */
export function isNearby(url: string): boolean {
  return isLoopback(url) || isPrivateHost(new URL(url).hostname);
}

/** A host name without a dot, such as a container's, is known inside one network only. */
function isContainerName(url: string): boolean {
  return /^[\w-]+$/.test(new URL(url).hostname);
}

/**
 * Whether a program of the owner's own would be called over the open network in the clear. A private address is allowed:
 * the owner chose it, and the program often runs on the same machine. Redirects, which the receiver could choose, are
 * never followed.
 */
export function isExposed(url: string): boolean {
  return isHttp(url) && !isNearby(url) && !isContainerName(url);
}
