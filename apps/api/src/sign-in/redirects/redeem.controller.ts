import { Controller, Post, Req, Res } from '@nestjs/common';
import type { LoginResult, RedeemRequest } from '@maqiao/shared';
import { loginResult, redeemRequest } from '@maqiao/shared/schemas';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BrowserCookie } from '../../people/known-browsers/browser-cookie.ts';
import { ApiAnswer } from '../../platform/http/api-answer.ts';
import { JsonBody } from '../../platform/http/json-body.ts';
import { OriginRule } from '../../platform/http/origin-rule.ts';
import { SessionCookie } from '../../sessions/session-cookie.ts';
import { RedirectBrowsers } from './browser.ts';
import { PopupCodes } from './popup-codes.ts';
import { RedirectSession } from './redirect-session.ts';

/** The call of a page whose pop-up has signed somebody in. */
@Controller('api/sign-in')
export class RedeemController {
  constructor(
    private readonly codes: PopupCodes,
    private readonly sessions: RedirectSession,
    private readonly browsers: RedirectBrowsers,
    private readonly originRule: OriginRule,
    private readonly sessionCookie: SessionCookie,
    private readonly browserCookie: BrowserCookie,
  ) {}

  @Post('redeem')
  @ApiAnswer('Take the sign-in of a pop-up, with the code that it has handed over', 200, loginResult)
  async redeem(
    @JsonBody(redeemRequest) { code, verifier, session }: RedeemRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LoginResult> {
    const origin = this.originRule.originOf(request.headers);
    const { userId, ...proof } = await this.codes.redeem(code, origin, verifier);
    // As after a scan: what a page of another site cannot keep is not claimed.
    const keepsCookie = session !== 'none' && this.originRule.allowsCredentials(origin);
    const browser = this.browsers.of(request);
    const taken = await this.sessions.take(userId, browser, { origin, ...proof, keepsCookie });
    if (taken.cookie !== undefined) this.sessionCookie.set(reply, taken.cookie);
    if (taken.browserCookie !== undefined) this.browserCookie.set(reply, taken.browserCookie);
    return taken.result;
  }
}
