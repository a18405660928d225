import { RouteConfig } from '@nestjs/platform-fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whoever may call this route although the origin rule would refuse them; unset, nobody. */
    readonly callers?: 'phones' | 'everybody';
  }
}

/**
 * For a route that only a phone calls: the origin rule does not apply. `wx.request` sends no Origin that means anything,
 * and what these calls ask for is a fresh login code or a token from one, never a cookie.
 */
export const PhoneCall = (): MethodDecorator => RouteConfig({ callers: 'phones' });

/**
 * For a route whose answer is the same for everybody, and changed by nothing that a browser sends by itself: the origin
 * rule does not apply. Pictures are shown by pages of other sites, probes and pages are opened from anywhere.
 */
export const OpenToEverybody = (): MethodDecorator => RouteConfig(OPEN_TO_EVERYBODY);

/** The same for a route that is registered with Fastify directly: its `config`. */
export const OPEN_TO_EVERYBODY = { callers: 'everybody' } as const;
