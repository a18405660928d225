import { Controller, Get, HttpCode, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProtectedHost } from '../config/protected-hosts.ts';
import { UsersService } from '../people/users/users.service.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { asksForPage } from '../platform/http/asks-for-page.ts';
import { OpenToEverybody } from '../platform/http/callers.ts';
import type { Session } from '../sessions/session.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import { HostConsents } from './host-consents.ts';
import { HostCookies } from './host-cookies.ts';
import { ForwardAuthPages } from './pages.ts';
import { ProtectedHosts } from './protected-hosts.ts';
import { OUR_PATH } from './way-back.ts';

/** What the proxy of a protected site asks before each request that it lets through. */
@Controller('forward-auth')
export class CheckController {
  constructor(
    private readonly hosts: ProtectedHosts,
    private readonly cookies: HostCookies,
    private readonly consents: HostConsents,
    private readonly sessions: SessionsService,
    private readonly users: UsersService,
    private readonly pages: ForwardAuthPages,
  ) {}

  /**
   * 200 with `Remote-User` and `Remote-Name`; 401 for nobody; 403 for somebody who is not let in. With `?redirect` a
   * navigation of nobody's is answered 302 to the sign-in, for proxies that pass answers on.
   */
  @Get()
  @OpenToEverybody()
  @HttpCode(200)
  async check(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const host = this.hosts.of(request);
    const session = await this.#sessionAt(host, request);
    if (session === undefined) return this.#askToSignIn(host, request, reply);
    const name = await this.#nameOf(session);
    if (host.users !== '*' && !host.users.has(session.userId)) {
      if (!asksForPage(request)) throw new ApiError('not_let_in');
      return this.pages.send(reply, request, 403, 'not-let-in', {
        host: host.host,
        name,
        id: session.userId,
      });
    }
    await this.sessions.touch(session);
    // Programs refuse a header that is not ASCII: percent-encoded UTF-8 (RFC 3986 §2.1).
    await reply.headers({ 'Remote-User': session.userId, 'Remote-Name': encodeURIComponent(name) }).send();
  }

  /** Read anew at each check: what ends the session anywhere, or the consent, ends it here at once. */
  async #sessionAt(host: ProtectedHost, request: FastifyRequest): Promise<Session | undefined> {
    const sid = this.cookies.read(request.headers.cookie, host);
    const session = sid === undefined ? undefined : await this.sessions.living(sid);
    if (session === undefined) return undefined;
    return (await this.consents.has(session.userId, host.host)) ? session : undefined;
  }

  async #nameOf({ userId }: Session): Promise<string> {
    const user = await this.users.get(userId);
    return user === undefined ? '' : (user.nickname ?? (await this.users.preferredUsername(user)) ?? '');
  }

  async #askToSignIn(host: ProtectedHost, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (!asksForPage(request)) throw new ApiError('no_session');
    const { redirect } = request.query as Record<string, unknown>;
    // What a form has sent would be lost on the way.
    if (redirect === undefined || methodOf(request) !== 'GET')
      return this.pages.send(reply, request, 401, 'sign-in-again', { host: host.host });
    const to = request.headers['x-forwarded-uri'];
    const query = typeof to === 'string' ? `?${new URLSearchParams({ to }).toString()}` : '';
    await reply.redirect(`${this.hosts.originOf(host)}${OUR_PATH}/sign-in${query}`, 302);
  }
}

/** Of the visitor's request: the proxy's own is always GET. */
function methodOf(request: FastifyRequest): string {
  return String(request.headers['x-forwarded-method'] ?? request.method);
}
