import { Controller, Delete, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type {
  EndSessionRequest,
  EndSessionsRequest,
  LoginResult,
  RefreshRequest,
  SessionSummary,
} from '@maqiao/shared';
import {
  endSessionRequest,
  endSessionsRequest,
  loginResult as loginResultSchema,
  refreshRequest,
  sessionSummary,
} from '@maqiao/shared/schemas';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiAnswer } from '../platform/http/api-answer.ts';
import { PhoneCall } from '../platform/http/callers.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { JsonBody } from '../platform/http/json-body.ts';
import { OriginRule } from '../platform/http/origin-rule.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { Limits } from '../limits/limits.ts';
import { AccessTokens } from './tokens/access-tokens.ts';
import { loginResult } from './tokens/login-result.ts';
import { UsersService } from '../people/users/users.service.ts';
import { Bearer, Caller, CallerIfPerson, type CallerIdentity } from './bearer.guard.ts';
import { CallerProof } from './caller-proof.ts';
import { PersonOrSite } from './person-or-site.guard.ts';
import { SessionCookie } from './session-cookie.ts';
import { SessionsService } from './sessions.service.ts';

/** Staying signed in, signing out, and what a person sees and ends from the phone and on the account page. */
@Controller('api')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly cookie: SessionCookie,
    private readonly users: UsersService,
    private readonly tokens: AccessTokens,
    private readonly proof: CallerProof,
    private readonly limits: Limits,
    private readonly originRule: OriginRule,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  @Post('session/refresh')
  @ApiAnswer(
    'Exchange the cookie for the next one and an access token. With "ifSignedIn": 204 where nobody is signed in',
    200,
    loginResultSchema,
  )
  async refresh(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @JsonBody(refreshRequest) { ifSignedIn }: RefreshRequest,
  ): Promise<LoginResult | undefined> {
    try {
      return await this.#refresh(request, reply);
    } catch (error) {
      if (ifSignedIn !== true || !isNobody(error)) throw error;
      reply.status(204);
      return undefined;
    }
  }

  async #refresh(request: FastifyRequest, reply: FastifyReply): Promise<LoginResult> {
    const presented = this.cookie.read(request.headers.cookie);
    if (presented === undefined) throw new ApiError('no_session');
    const sid = this.sessions.sidOf(presented);
    if (sid !== undefined) await this.limits.refresh(sid);
    const { session, cookieValue } = await this.sessions.refresh(presented);
    const user = await this.users.get(session.userId);
    if (user === undefined) throw new ApiError('no_session');
    if (user.blocked) throw new ApiError('login_blocked');
    if (user.mergedInto !== null) throw new ApiError('session_revoked');
    this.cookie.set(reply, cookieValue);
    return loginResult(this.tokens, user, { ...session, origin: this.#audienceOf(request, session) });
  }

  @Delete('session')
  @ApiAnswer('Sign this browser out', 204)
  async signOut(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    for (const sid of this.cookie.sessionsIn(request.headers.cookie)) {
      await this.sessions.revoke(sid, 'signed_out');
    }
    this.cookie.clear(reply);
  }

  @Get('sessions')
  @ApiAnswer(
    'Signed-in browsers: phone and account page see all, a page of another origin sees its own browser',
    200,
    sessionSummary.array(),
  )
  @Bearer('any')
  async list(@Caller() { userId, sid, audience }: CallerIdentity): Promise<SessionSummary[]> {
    const sessions = await this.sessions.list(userId, sid);
    const seesAll = sid === undefined || audience === this.settings.publicUrl;
    return seesAll ? sessions : sessions.filter((session) => session.current);
  }

  @Delete('sessions/:id')
  @PhoneCall()
  @ApiAnswer(
    'Sign a browser out: by its person, where "not_me" is recorded in the audit log, or by your backend with SITE_API_KEY',
    204,
  )
  @PersonOrSite()
  async end(
    @CallerIfPerson() person: CallerIdentity | undefined,
    @Param('id') sid: string,
    @JsonBody(endSessionRequest) { reason }: EndSessionRequest,
  ): Promise<void> {
    // A backend ends our session when its own has ended. It does not matter whether ours had ended before.
    if (person === undefined) await this.sessions.revoke(sid, 'signed_out');
    else
      await this.sessions.revokeOwn(person.userId, sid, {
        why: reason,
        by: person.sid === undefined ? 'phone' : 'page',
      });
  }

  @Delete('sessions')
  @PhoneCall()
  @ApiAnswer('Sign every browser out, this one too: with a fresh proof, or from the phone', 204)
  @Bearer('account')
  async endAll(
    @Caller() caller: CallerIdentity,
    @JsonBody(endSessionsRequest) { loginCode }: EndSessionsRequest,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.proof.require(caller, loginCode, request);
    await this.sessions.revokeAll(caller.userId, 'revoked');
  }

  /**
   * The audience of a refreshed token: the origin of the page that asks. Sites that share a cookie share its session, but
   * none of them gets a token that another site's backend accepts.
   */
  #audienceOf({ headers }: FastifyRequest, session: { origin: string }): string {
    const { origin } = headers;
    return origin !== undefined && this.originRule.allowsCredentials(origin) ? origin : session.origin;
  }
}

/** Whether the error only means that nobody is signed in here. Errors that the operator has to see stay errors. */
function isNobody(error: unknown): boolean {
  return (
    error instanceof ApiError &&
    (error.code === 'no_session' || error.code === 'session_revoked') &&
    error.operatorHint === undefined
  );
}
