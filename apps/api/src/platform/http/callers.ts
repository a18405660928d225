import { RouteConfig } from '@nestjs/platform-fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call this route without the origin rule; unset: nobody. */
    readonly callers?: 'phones' | 'everybody';
  }
}

/**
 * For a route that only the mini program calls: the origin rule does not apply. `wx.request` sends no meaningful
 * Origin, and these calls are authenticated by a fresh login code or a token from one, never by a cookie.
 */
export const PhoneCall = (): MethodDecorator => RouteConfig({ callers: 'phones' });

/**
 * For a route whose answer does not depend on cookies or anything else that a browser sends by itself: the origin rule
 * does not apply. Pages of other sites show avatars, and probes and pages are opened from anywhere.
 */
export const OpenToEverybody = (): MethodDecorator => RouteConfig(OPEN_TO_EVERYBODY);

/** The same for a route that is registered with Fastify directly: its `config`. */
export const OPEN_TO_EVERYBODY = { callers: 'everybody' } as const;
