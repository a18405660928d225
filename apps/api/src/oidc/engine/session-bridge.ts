import { Injectable } from '@nestjs/common';
import type Keygrip from 'keygrip';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { SessionCookie } from '../../sessions/session-cookie.ts';
import { SessionsService } from '../../sessions/sessions.service.ts';
import { Consents } from '../interactions/consents.ts';
import type { EngineIds } from './engine-ids.ts';
import { currentOidcCall } from './oidc-call.ts';

/** Joins the session of a browser with the one that the engine sees. */
@Injectable()
export class SessionBridge {
  constructor(
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
    private readonly consents: Consents,
  ) {}

  /**
   * Around every request: the engine's session cookie follows from ours, whatever the browser sends, and when the person
   * has signed out at the engine, our session ends with it.
   */
  async around(
    provider: Provider,
    ctx: KoaContextWithOIDC,
    next: () => Promise<void>,
    { ids, signatures }: { ids: EngineIds; signatures: Keygrip },
  ): Promise<void> {
    const session = currentOidcCall()?.session;
    if (session === undefined) return next();
    const name = provider.cookieName('session');
    const pair = `${name}=${ids.sessionCookie(session.sid)}`;
    const others = (ctx.req.headers.cookie ?? '')
      .split(';')
      .filter((text) => !text.trim().startsWith(`${name}=`) && !text.trim().startsWith(`${name}.sig=`));
    ctx.req.headers.cookie = [...others, pair, `${name}.sig=${signatures.sign(pair)}`].join('; ');
    await next();
    // Seen through: whoever has chosen to stay signed in sends no `logout`.
    const { route, params } = (ctx as Partial<KoaContextWithOIDC>).oidc ?? {};
    if (route !== 'end_session_confirm' || params?.logout === undefined || ctx.status !== 303) return;
    await this.sessions.revoke(session.sid, 'signed_out');
    ctx.res.appendHeader('Set-Cookie', this.cookie.cleared());
  }

  /**
   * The grant of a client in the session of this request: the one that is there, or a new one where the person has agreed
   * to all that the client asks for; undefined where they have to be asked. A grant that covers it all is not compared
   * with the consent: what takes a consent back ends the grants too.
   */
  async grantOf(ctx: KoaContextWithOIDC, ids: EngineIds) {
    const { client, session, provider, requestParamScopes } = ctx.oidc;
    const sid = currentOidcCall()?.session?.sid;
    if (client === undefined || session?.accountId === undefined || sid === undefined) return undefined;
    // A device asks each time: who holds it is not known.
    if (ctx.oidc.route.startsWith('code_') || ctx.oidc.route.startsWith('device_')) return undefined;
    const jti = ids.grant(sid, client.clientId);
    const existing = await provider.Grant.find(jti);
    const scopes = [...requestParamScopes];
    if (existing !== undefined && includesAll(existing.getOIDCScope(), scopes)) return existing;
    if (!(await this.consents.cover(session.accountId, client.clientId, scopes))) return existing;
    const grant = existing ?? new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
    grant.jti = jti;
    grant.addOIDCScope(scopes.join(' '));
    await grant.save();
    return grant;
  }
}

function includesAll(granted: string, scopes: readonly string[]): boolean {
  const all = granted.split(' ');
  return scopes.every((scope) => all.includes(scope));
}
