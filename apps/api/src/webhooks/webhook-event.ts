import type { IdentityProvider, SessionEndReason } from '@maqiao/shared';

/**
 * What the site's backend is sent. `sub` and `sid` are those of the access tokens, `aud` is the origin of the
 * page where the person signed in. There is no openid: a backend gets it from `/api/introspect`.
 */
export type WebhookEvent =
  | { type: 'user.signed_in'; sub: string; sid: string; aud: string }
  | { type: 'user.signed_out'; sub: string; sid: string; aud: string; reason: SessionEndReason }
  | { type: 'user.blocked' | 'user.unblocked' | 'user.deleted'; sub: string }
  // `mergedSub` has given way to `sub`, or no longer has.
  | { type: 'user.merged' | 'user.unmerged'; sub: string; mergedSub: string }
  // The person has unfollowed an account of the site.
  | { type: 'user.unsubscribed'; sub: string; provider: IdentityProvider; appId: string };
