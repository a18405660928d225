import { Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { InteractionAnswer, RedirectReturn } from '@maqiao/shared';
import { interactionAnswer, redirectReturn } from '@maqiao/shared/schemas';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { BrowserCookie } from '../../people/known-browsers/browser-cookie.ts';
import { ApiAnswer } from '../../platform/http/api-answer.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { OpenToEverybody } from '../../platform/http/callers.ts';
import { TakesForm } from '../../platform/http/forms.ts';
import { JsonBody } from '../../platform/http/json-body.ts';
import { OriginRule } from '../../platform/http/origin-rule.ts';
import { cameFromItself } from '../../platform/http/same-site-click.ts';
import { SessionCookie } from '../../sessions/session-cookie.ts';
import { SessionsService } from '../../sessions/sessions.service.ts';
import type { TakenSession } from '../take-session.ts';
import { readBeginRequest } from './begin-request.ts';
import { RedirectBrowsers, type RedirectBrowser } from './browser.ts';
import { RedirectPages } from './redirect-pages.ts';
import { RedirectSignIns, type Departure } from './redirect-sign-ins.ts';
import { queryOf, returnIn } from './return-query.ts';

/** The way of a browser to WeChat and back. */
@Controller('sign-in/:method')
export class RedirectsController {
  constructor(
    private readonly redirects: RedirectSignIns,
    private readonly browsers: RedirectBrowsers,
    private readonly pages: RedirectPages,
    private readonly sessions: SessionsService,
    private readonly sessionCookie: SessionCookie,
    private readonly browserCookie: BrowserCookie,
    private readonly originRule: OriginRule,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /**
   * A link on a page of ours, the frame in it, or a pop-up of a listed page: what a pop-up ends in is told to that page
   * alone. Whoever comes from elsewhere sees a page first.
   */
  @Get()
  @OpenToEverybody()
  async follow(@Param('method') method: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const query = queryOf(request);
    const asked = readBeginRequest(query);
    // A link elsewhere must not begin it, nor show a button that does.
    if (asked.purpose !== undefined)
      throw new ApiError('invalid_request', { detail: 'purpose: is begun by a form of our own page.' });
    const browser = this.browsers.of(request);
    const { id } = this.redirects.requireOffered(method, browser);
    const { headers } = request;
    const isOurs =
      asked.opener === undefined
        ? cameFromItself(headers, this.settings.publicUrl)
        : isFrom(headers.referer, asked.opener.origin);
    if (isOurs) return this.#begin(method, request, reply);
    return this.pages.begin(reply, browser.language, `/sign-in/${id}?${query.toString()}`);
  }

  /** The form of the page that `follow` shows; and of a page of ours that asks for a purpose. */
  @Post()
  @TakesForm('empty')
  async begin(@Param('method') method: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    if (!this.originRule.isOurs(request.headers)) throw new ApiError('origin_not_allowed');
    return this.#begin(method, request, reply);
  }

  @Get('callback')
  @OpenToEverybody()
  async callback(
    @Param('method') method: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const browser = this.browsers.of(request);
    const { language } = browser;
    const back = returnIn(queryOf(request));
    if (back === undefined) return this.pages.unknown(reply, language);
    if (await this.#isInFrame(request, browser, back.state))
      return this.pages.handOver(reply, language, { method, ...back });
    const arrival = await this.redirects.arrive(method, back, browser);
    if (arrival.kind !== 'unknown') void reply.header('Set-Cookie', this.redirects.clearCookie(back.state));
    switch (arrival.kind) {
      case 'unknown':
        // The button "back" leads here too, through WeChat's page, which goes on by itself.
        if (await this.#isSignedIn(browser)) return this.#send(reply, { location: '/', cookies: [] });
        return this.pages.unknown(reply, language);
      case 'declined':
        return this.pages.declined(reply, language, arrival.attempt);
      case 'failed':
        return this.pages.failed(reply, language, arrival.attempt, arrival.error);
      case 'again':
        return this.#send(reply, arrival.departure);
      case 'popup':
        return this.pages.done(reply, language, arrival.origin, arrival.code);
      case 'signed-in':
        this.#setCookies(reply, arrival.taken);
        return this.#send(reply, { location: arrival.continueTo, cookies: [] });
      case 'ended':
        if (arrival.cookie !== undefined) this.sessionCookie.set(reply, arrival.cookie);
        return this.#send(reply, { location: arrival.continueTo, cookies: [] });
    }
  }

  /** What came back in a frame, sent by the page of ours around it, which has the cookie. */
  @Post('callback')
  @ApiAnswer('Take what a frame has come back with', 200, interactionAnswer)
  async embedded(
    @Param('method') method: string,
    @JsonBody(redirectReturn) { state, code }: RedirectReturn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InteractionAnswer> {
    if (!this.originRule.isOurs(request.headers)) throw new ApiError('origin_not_allowed');
    const arrival = await this.redirects.arrive(method, { state, code }, this.browsers.of(request));
    switch (arrival.kind) {
      case 'signed-in':
        void reply.header('Set-Cookie', this.redirects.clearCookie(state));
        this.#setCookies(reply, arrival.taken);
        return { continueTo: arrival.continueTo };
      case 'ended':
        void reply.header('Set-Cookie', this.redirects.clearCookie(state));
        if (arrival.cookie !== undefined) this.sessionCookie.set(reply, arrival.cookie);
        return { continueTo: arrival.continueTo };
      case 'declined':
        throw new ApiError('access_denied');
      case 'failed':
        throw new ApiError(arrival.error.code);
      default:
        throw new ApiError('expired_token');
    }
  }

  async #begin(method: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const asked = readBeginRequest(queryOf(request));
    await this.#send(reply, await this.redirects.begin(method, asked, this.browsers.of(request)));
  }

  /** Browsers send no cookie of ours to a frame that WeChat's page has led here. */
  async #isInFrame({ headers }: FastifyRequest, browser: RedirectBrowser, state: string): Promise<boolean> {
    const isFramed = headers['sec-fetch-dest'] === 'iframe';
    if (!isFramed && this.redirects.hasBegunIn(browser, state)) return false;
    return this.redirects.isEmbedded(state);
  }

  async #isSignedIn({ cookie }: RedirectBrowser): Promise<boolean> {
    return cookie !== undefined && (await this.sessions.livingOf(cookie)) !== undefined;
  }

  #setCookies(reply: FastifyReply, { cookie, browserCookie }: TakenSession): void {
    if (cookie !== undefined) this.sessionCookie.set(reply, cookie);
    if (browserCookie !== undefined) this.browserCookie.set(reply, browserCookie);
  }

  async #send(reply: FastifyReply, { location, cookies }: Departure): Promise<void> {
    if (cookies.length > 0) void reply.header('Set-Cookie', [...cookies]);
    await reply.header('Referrer-Policy', 'no-referrer').redirect(location, 303);
  }
}

/** Whether a page of this origin may have led here: one that says who it is must be of it. */
function isFrom(referer: string | undefined, origin: string): boolean {
  return referer === undefined || (URL.canParse(referer) && new URL(referer).origin === origin);
}
