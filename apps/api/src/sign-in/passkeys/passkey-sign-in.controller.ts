import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type {
  BeginPasskeySignInRequest,
  ClaimResult,
  PasskeyOptions,
  PasskeyProofRequest,
} from '@maqiao/shared';
import {
  beginPasskeySignInRequest,
  claimResult,
  passkeyOptions,
  passkeyProofRequest,
} from '@maqiao/shared/schemas';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { Limits } from '../../limits/limits.ts';
import { BrowserCookie } from '../../people/known-browsers/browser-cookie.ts';
import { ApiAnswer } from '../../platform/http/api-answer.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { JsonBody } from '../../platform/http/json-body.ts';
import { OriginRule } from '../../platform/http/origin-rule.ts';
import { SessionCookie } from '../../sessions/session-cookie.ts';
import { SessionsService } from '../../sessions/sessions.service.ts';
import { CompleteSignIn } from '../complete-sign-in.ts';
import { Interactions } from '../interactions.ts';
import { SignInMethods } from '../methods/sign-in-methods.ts';
import { RedirectBrowsers, type RedirectBrowser } from '../redirects/browser.ts';
import { RedirectSession } from '../redirects/redirect-session.ts';
import { Challenges } from './challenges.ts';
import { PasskeyAnswers } from './passkey-answers.ts';

/** Signing in with a passkey. Browsers bind it to this host, so only our own page can ask for one. */
@Controller('api/passkeys/sign-in')
export class PasskeySignInController {
  constructor(
    private readonly methods: SignInMethods,
    private readonly challenges: Challenges,
    private readonly answers: PasskeyAnswers,
    private readonly signIn: CompleteSignIn,
    private readonly interactions: Interactions,
    private readonly sessions: RedirectSession,
    private readonly living: SessionsService,
    private readonly browsers: RedirectBrowsers,
    private readonly limits: Limits,
    private readonly originRule: OriginRule,
    private readonly sessionCookie: SessionCookie,
    private readonly browserCookie: BrowserCookie,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  @Post('options')
  @ApiAnswer('Begin to sign in with a passkey: what the browser asks its person', 200, passkeyOptions)
  async begin(
    @JsonBody(beginPasskeySignInRequest) { interaction }: BeginPasskeySignInRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PasskeyOptions> {
    const method = this.methods.forPasskeys();
    const { address, cookieHeader } = this.#browserOfOurPage(request);
    await this.limits.passkey(address.ip);
    if (interaction !== undefined) await this.interactions.find(interaction, cookieHeader);
    const { bytes, cookies } = await this.challenges.issue({ kind: 'sign-in', interaction }, cookieHeader);
    void reply.header('Set-Cookie', [...cookies]);
    return method.requestOptions(bytes);
  }

  @Post()
  @ApiAnswer('Sign in with a passkey', 200, claimResult)
  take(
    @JsonBody(passkeyProofRequest) proof: PasskeyProofRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ClaimResult> {
    return this.answers.count('sign-in', () => this.#take(proof, request, reply));
  }

  async #take(
    { credential }: PasskeyProofRequest,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<ClaimResult> {
    const method = this.methods.forPasskeys();
    const browser = this.#browserOfOurPage(request);
    const { cookieHeader } = browser;
    await this.limits.passkey(browser.address.ip);
    const { clientDataJSON } = credential.response;
    const { challenge, interaction, clear } = await this.challenges.take(
      { kind: 'sign-in' },
      clientDataJSON,
      cookieHeader,
    );
    void reply.header('Set-Cookie', clear);
    const asking = interaction && (await this.interactions.find(interaction, cookieHeader));
    const proof = await method.prove(credential, challenge, { discovered: true });
    const { id } = await this.signIn.returning(await this.answers.requireOne(proof, request));
    await this.limits.person(id);
    const taken = await this.sessions.take(id, browser, {
      origin: this.settings.publicUrl,
      amr: method.amr,
      kind: 'passkey',
      method: method.id,
      identity: undefined,
      client: asking ? { id: asking.clientId, name: asking.client.name } : undefined,
    });
    if (taken.cookie !== undefined) this.sessionCookie.set(reply, taken.cookie);
    if (taken.browserCookie !== undefined) this.browserCookie.set(reply, taken.browserCookie);
    if (interaction === undefined) return taken.result;
    // It names no client to the person: they are asked on the page, unless they have agreed before.
    const session = await this.living.requireLive(taken.sid);
    const continueTo = await this.interactions.prove(interaction, cookieHeader, session);
    return { ...taken.result, continueTo };
  }

  #browserOfOurPage(request: FastifyRequest): RedirectBrowser {
    if (!this.originRule.isOurs(request.headers)) throw new ApiError('origin_not_allowed');
    return this.browsers.of(request);
  }
}
