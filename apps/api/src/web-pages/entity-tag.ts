import type { FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';

/** A strong entity tag: the same for the same bytes, on every instance and after every start (RFC 9110 §8.8.3). */
export function entityTagOf(content: string | Buffer): string {
  return `"${createHash('sha256').update(content).digest('base64url')}"`;
}

/** Whether the client has this content already (RFC 9110 §13.1.2); proxies that compress make the tag a weak one. */
export function hasAlready(request: FastifyRequest, tag: string): boolean {
  const known = request.headers['if-none-match']?.split(',').map((one) => one.trim().replace(/^W\//, ''));
  return known?.includes(tag) ?? false;
}
