import { Body, Controller, Get, Inject, Logger, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { OpenToEverybody } from '../../platform/http/callers.ts';
import { ClientAddresses } from '../../platform/http/client-address.ts';
import { TakesForm } from '../../platform/http/forms.ts';
import { OriginRule } from '../../platform/http/origin-rule.ts';
import { tellOperator } from '../../platform/http/problem.filter.ts';
import { schemaPipe } from '../../platform/http/schema-pipe.ts';
import { isWechatBrowser } from '../methods/wechat-browser.ts';
import { queryOf, returnIn } from '../redirects/return-query.ts';
import { ConfirmCookies } from './confirm-cookies.ts';
import { confirmAnswer, type ConfirmAnswer } from './confirm-form.ts';
import { ConfirmJourney } from './confirm-journey.ts';
import { ConfirmScenes } from './confirm-scenes.ts';
import type { ConfirmView } from './confirm-view.ts';
import { ConfirmViews } from './confirm-views.ts';

/** The phone of the demo cannot send WeChat's User-Agent, and says so in this way (libs/wechat-simulator). */
const DEMO_MARK = 'wechat_browser';

/**
 * The confirm page, to which the chat of the official account leads. Opening it changes nothing, whoever or whatever opens
 * it; what changes something is a form of the page, sent from this origin by the browser in which WeChat has named the
 * person whom the page is for.
 */
@Controller('confirm')
export class ConfirmController {
  readonly #logger = new Logger('ConfirmPage');

  constructor(
    private readonly scenes: ConfirmScenes,
    private readonly journey: ConfirmJourney,
    private readonly cookies: ConfirmCookies,
    private readonly views: ConfirmViews,
    private readonly addresses: ClientAddresses,
    private readonly originRule: OriginRule,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'demo'>,
  ) {}

  @Get('callback')
  @OpenToEverybody()
  async callback(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    this.#requireUsed();
    const back = returnIn(queryOf(request));
    if (back === undefined) return this.views.send(reply, request, { at: 'unfinished' });
    const browser = this.#browserOf(request);
    const arrival = await this.journey.arrive(back, browser);
    if (arrival.kind === 'unfinished') return this.views.send(reply, request, { at: 'unfinished' });
    void reply.header('Set-Cookie', this.journey.clearCookie(back.state));
    if (arrival.kind === 'foreign') return this.views.send(reply, request, { at: 'foreign' });
    const address = addressOf(arrival.id);
    if (arrival.kind === 'failed') return this.views.send(reply, request, failureOf(arrival.error), address);
    void reply.header('Set-Cookie', this.cookies.issue(arrival.id, browser.cookieHeader));
    await this.#go(reply, address);
  }

  @Get(':id')
  @OpenToEverybody()
  async show(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.#requireUsed();
    const browser = this.#browserOf(request);
    const address = addressOf(id);
    if (this.cookies.proves(browser.cookieHeader, id))
      return this.views.send(reply, request, await this.scenes.view(id), address);
    if (!this.#isInWechat(request)) return this.views.send(reply, request, { at: 'elsewhere' }, address);
    if (!(await this.scenes.exists(id)))
      return this.views.send(reply, request, failureOf(new ApiError('scene_expired')), address);
    const { location, cookies } = await this.journey.begin(id, browser);
    if (cookies.length > 0) void reply.header('Set-Cookie', [...cookies]);
    await this.#go(reply, location);
  }

  @Post(':id')
  @TakesForm('fields')
  async answer(
    @Param('id') id: string,
    @Body(schemaPipe(confirmAnswer, {})) form: ConfirmAnswer,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.#requireUsed();
    if (!this.originRule.isOurs(request.headers)) throw new ApiError('origin_not_allowed');
    const { cookieHeader, address: visitor } = this.#browserOf(request);
    const address = addressOf(id) + keptLanguage(request);
    // Without the proof the page begins anew, and nothing is done.
    if (!this.cookies.proves(cookieHeader, id)) return this.#go(reply, address);
    let instead: ConfirmView | undefined;
    try {
      instead = await this.scenes.answer(id, form, visitor);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      tellOperator(this.#logger, error);
      instead = failureOf(error);
    }
    if (instead === undefined) return this.#go(reply, address);
    await this.views.send(reply, request, instead, addressOf(id));
  }

  #requireUsed(): void {
    if (!this.scenes.areUsed) throw new ApiError('not_found');
  }

  #browserOf(request: FastifyRequest) {
    return { cookieHeader: request.headers.cookie, address: this.addresses.of(request) };
  }

  #isInWechat(request: FastifyRequest): boolean {
    const isMarked = this.settings.demo && queryOf(request).get(DEMO_MARK) === '1';
    return isMarked || isWechatBrowser(request.headers['user-agent']);
  }

  async #go(reply: FastifyReply, location: string): Promise<void> {
    await reply.header('Referrer-Policy', 'no-referrer').redirect(location, 303);
  }
}

function addressOf(id: string): string {
  return `/confirm/${encodeURIComponent(id)}`;
}

/** The language that was chosen on the page. */
function keptLanguage(request: FastifyRequest): string {
  const chosen = queryOf(request).get('lang');
  return chosen === 'zh' || chosen === 'en' ? `?lang=${chosen}` : '';
}

function failureOf({ code, status }: ApiError): ConfirmView {
  return { at: 'failed', code, status };
}
