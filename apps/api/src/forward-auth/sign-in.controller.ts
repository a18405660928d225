import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Limits } from '../limits/limits.ts';
import { OpenToEverybody } from '../platform/http/callers.ts';
import { ClientAddresses } from '../platform/http/client-address.ts';
import { SessionsService } from '../sessions/sessions.service.ts';
import { HostCookies } from './host-cookies.ts';
import { ForwardAuthPages } from './pages.ts';
import { ProtectedHosts } from './protected-hosts.ts';
import { cameFromItself } from '../platform/http/same-site-click.ts';
import { SignInsTable } from './sign-ins-table.ts';
import { LOGIN_HOST_PATH } from './login-host.controller.ts';
import { OUR_PATH, wayBackOf } from './way-back.ts';

/** The steps of a sign-in at the protected site itself, where its proxy hands this path to us. */
@Controller(OUR_PATH)
export class SignInController {
  constructor(
    private readonly hosts: ProtectedHosts,
    private readonly signIns: SignInsTable,
    private readonly cookies: HostCookies,
    private readonly sessions: SessionsService,
    private readonly pages: ForwardAuthPages,
    private readonly limits: Limits,
    private readonly addresses: ClientAddresses,
  ) {}

  /** Begins: the browser keeps a nonce here, and is sent to the sign-in page. `?to=` is the path to come back to. */
  @Get('sign-in')
  @OpenToEverybody()
  async begin(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const host = this.hosts.of(request);
    await this.limits.hostSignIn(this.addresses.of(request).ip);
    const { uid, nonce } = await this.signIns.begin(
      host.host,
      wayBackOf(queryOf(request).get('to') ?? undefined),
    );
    await reply
      .header('Set-Cookie', this.cookies.issueNonce(uid, nonce))
      .header('Referrer-Policy', 'no-referrer')
      .redirect(this.hosts.loginAddress(`/${LOGIN_HOST_PATH}/${uid}`), 302);
  }

  /** Comes back: the code is redeemed, once, by the browser that keeps the nonce. */
  @Get('callback')
  @OpenToEverybody()
  async finish(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const host = this.hosts.of(request);
    const query = queryOf(request);
    if (query.get('error') === 'access_denied')
      return this.pages.send(reply, request, 403, 'declined', { host: host.host });
    const [uid, code] = [query.get('sign_in') ?? '', query.get('code') ?? ''];
    const nonce = this.cookies.readNonce(request.headers.cookie, uid);
    const redeemed =
      nonce === undefined ? undefined : await this.signIns.redeem({ uid, host: host.host, nonce, code });
    const session = redeemed && (await this.sessions.living(redeemed.sid));
    void reply.header('Referrer-Policy', 'no-referrer');
    if (redeemed === undefined || session === undefined) {
      await this.signIns.giveUp(uid, code);
      return this.pages.send(reply, request, 403, 'unfinished', { host: host.host });
    }
    await reply
      .header('Set-Cookie', [this.cookies.clearNonce(uid), this.cookies.issue(host, session.sid)])
      .redirect(this.hosts.originOf(host) + redeemed.wayBack, 302);
  }

  /**
   * Signs out, here and at the sign-in page: the session ends. At once for a click on a page of this site; whoever comes
   * from elsewhere is asked, so that no other page signs people out.
   */
  @Get('sign-out')
  @OpenToEverybody()
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const host = this.hosts.of(request);
    const facts = { host: host.host };
    if (!cameFromItself(request.headers, this.hosts.originOf(host)))
      return this.pages.send(reply, request, 200, 'sign-out', facts);
    const sid = this.cookies.read(request.headers.cookie, host);
    if (sid !== undefined) await this.sessions.revoke(sid, 'signed_out');
    void reply.header('Set-Cookie', this.cookies.clear(host));
    return this.pages.send(reply, request, 200, 'signed-out', facts);
  }
}

/** As the address has it: each parameter once, the first one. */
function queryOf(request: FastifyRequest): URLSearchParams {
  return new URLSearchParams(request.url.split('?').slice(1).join('?'));
}
