import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OpenToEverybody } from '../platform/http/callers.ts';
import type { Session } from '../sessions/session.ts';
import { SessionCookie } from '../sessions/session-cookie.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import { InteractionCookies } from '../sign-in/interaction-cookies.ts';
import { ForwardAuthInteractions } from './forward-auth-interactions.ts';
import { ProtectedHosts } from './protected-hosts.ts';

/** Below PUBLIC_URL: where a browser arrives that a protected site has sent. */
export const LOGIN_HOST_PATH = 'forward-auth/sign-in';

/** The step of a sign-in at the login host, where the session's cookie is. */
@Controller(LOGIN_HOST_PATH)
export class LoginHostController {
  constructor(
    private readonly hosts: ProtectedHosts,
    private readonly interactions: ForwardAuthInteractions,
    private readonly interactionCookies: InteractionCookies,
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
  ) {}

  /** Sends whoever is signed in here and has agreed before straight back, and everybody else to the sign-in page. */
  @Get(':uid')
  @OpenToEverybody()
  async arrive(
    @Param('uid') uid: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.interactions.hostOf(uid);
    const session = await this.#signedIn(request);
    const back = session && (await this.interactions.straightBack(uid, session));
    void reply.header('Referrer-Policy', 'no-referrer');
    if (back !== undefined) return void (await reply.redirect(back, 302));
    await reply
      .header('Set-Cookie', this.interactionCookies.issue(uid, request.headers.cookie))
      .redirect(this.hosts.loginAddress(`/interaction/${uid}`), 302);
  }

  /** The session that the browser is signed in with. Its cookie stays, and the session is used. */
  async #signedIn({ headers }: FastifyRequest): Promise<Session | undefined> {
    const value = this.cookie.read(headers.cookie);
    const session = value === undefined ? undefined : await this.sessions.livingOf(value);
    if (session === undefined) return undefined;
    await this.sessions.touch(session);
    return session;
  }
}
