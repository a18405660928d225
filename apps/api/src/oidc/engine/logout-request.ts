import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Session } from '../../sessions/session.ts';
import type { EngineIds } from './engine-ids.ts';

/**
 * Whether the ID token that a client sent as `id_token_hint` is of the session that is signed in here: then the client
 * acts for this person, and is not a stranger who signs people out (RP-Initiated Logout 1.0 §2, §6).
 * @param hint its claims, once the engine has checked its signature
 */
export function isHintOfSession(
  hint: Readonly<Record<string, unknown>> | undefined,
  session: Session | undefined,
  ids: EngineIds,
): boolean {
  if (hint === undefined || session === undefined || typeof hint.aud !== 'string') return false;
  return hint.sub === session.userId && hint.sid === ids.clientSid(session.sid, hint.aud);
}

/**
 * Where the browser is sent after the sign-out, as Content-Security-Policy names it: `form-action` holds for redirects of
 * the form's answer, too. Undefined for our own page.
 */
export function whereItLeads(ctx: KoaContextWithOIDC): string | undefined {
  const uri: unknown = ctx.oidc.session?.state?.postLogoutRedirectUri;
  if (typeof uri !== 'string' || !URL.canParse(uri)) return undefined;
  const { protocol, origin, hostname } = new URL(uri);
  // The policy has no way to write an IPv6 address, and a scheme of an application has no origin.
  return /^https?:$/.test(protocol) && !hostname.startsWith('[') ? origin : protocol;
}
