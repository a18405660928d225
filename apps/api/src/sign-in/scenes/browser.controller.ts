import { Controller, Post, Req, Res } from '@nestjs/common';
import type {
  ClaimRequest,
  ClaimResult,
  LoginResult,
  RegisterSceneRequest,
  RegisterSceneResponse,
  ScenePurpose,
  SceneSnapshot,
  VerifierRequest,
} from '@maqiao/shared';
import {
  claimRequest,
  claimResult,
  loginResult,
  registerSceneRequest,
  registerSceneResponse,
  sceneSnapshot,
  verifierRequest,
} from '@maqiao/shared/schemas';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiAnswer } from '../../platform/http/api-answer.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { ClientAddresses } from '../../platform/http/client-address.ts';
import { JsonBody } from '../../platform/http/json-body.ts';
import { OriginRule } from '../../platform/http/origin-rule.ts';
import { BrowserCookie } from '../../people/known-browsers/browser-cookie.ts';
import { SessionCookie } from '../../sessions/session-cookie.ts';
import { UsersService } from '../../people/users/users.service.ts';
import { Interactions } from '../interactions.ts';
import { askedPurposeOf, Purposes } from '../purposes.ts';
import { SceneRegistration } from './scene-registration.ts';
import { SceneParam } from './scene-param.ts';
import { ScenesService } from './scenes.service.ts';

/** The calls of a page that wants someone to sign in. */
@Controller('api')
export class BrowserController {
  constructor(
    private readonly registration: SceneRegistration,
    private readonly scenes: ScenesService,
    private readonly originRule: OriginRule,
    private readonly addresses: ClientAddresses,
    private readonly cookie: SessionCookie,
    private readonly browserCookie: BrowserCookie,
    private readonly interactions: Interactions,
    private readonly purposes: Purposes,
    private readonly users: UsersService,
  ) {}

  @Post('scenes')
  @ApiAnswer('Open a scene; 200 without its code when it is open already', 201, registerSceneResponse)
  async register(
    @JsonBody(registerSceneRequest) body: RegisterSceneRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RegisterSceneResponse | SceneSnapshot> {
    const answer = await this.registration.register({
      scene: body.scene,
      method: body.method,
      display: body.display ?? 'screen',
      origin: this.originRule.originOf(request.headers),
      address: this.addresses.of(request),
      userAgent: request.headers['user-agent'],
      cookie: this.cookie.read(request.headers.cookie),
      hash: this.#hashOf(request),
      replaces: body.replaces,
      interaction: await this.#interactionOf(body.interaction, request),
      purpose: await this.#purposeOf(body, request),
    });
    reply.status('interval' in answer ? 201 : 200);
    return answer;
  }

  @Post('scenes/:scene/token')
  @ApiAnswer('Ask for the tokens of a scene (RFC 8628)', 200, loginResult)
  poll(@SceneParam() scene: string, @JsonBody(verifierRequest) body: VerifierRequest): Promise<LoginResult> {
    return this.scenes.poll(scene, body.verifier);
  }

  @Post('scenes/:scene/cancel')
  @ApiAnswer('Give a scene up', 200, sceneSnapshot)
  cancel(
    @SceneParam() scene: string,
    @JsonBody(verifierRequest) body: VerifierRequest,
  ): Promise<SceneSnapshot> {
    return this.scenes.cancel(scene, body.verifier);
  }

  @Post('session')
  @ApiAnswer('Take the cookie of a confirmed scene', 200, claimResult)
  async claim(
    @JsonBody(claimRequest) body: ClaimRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ClaimResult> {
    const { result, cookie, browserCookie } = await this.scenes.claim(body.scene, body.verifier, {
      cookieHeader: request.headers.cookie,
      presented: this.cookie.sessionsIn(request.headers.cookie),
      hash: this.#hashOf(request),
    });
    if (cookie !== undefined) this.cookie.set(reply, cookie);
    if (browserCookie !== undefined) this.browserCookie.set(reply, browserCookie);
    return result;
  }

  /** @throws ApiError `origin_not_allowed` when it is asked for by another page than ours, and as `Interactions.find` */
  async #interactionOf(uid: string | undefined, { headers }: FastifyRequest) {
    if (uid === undefined) return undefined;
    if (!this.originRule.isOurs(headers)) throw new ApiError('origin_not_allowed');
    const { clientId, client, isDevice } = await this.interactions.find(uid, headers.cookie);
    return { uid, clientId, client, isDevice };
  }

  /**
   * @throws ApiError `origin_not_allowed` when it is asked for by another page than ours, `invalid_request` together with
   * an interaction, and as `Purposes.begin`
   */
  async #purposeOf(
    body: RegisterSceneRequest,
    { headers }: FastifyRequest,
  ): Promise<ScenePurpose | undefined> {
    const asked = askedPurposeOf(body);
    if (asked === undefined) return undefined;
    if (!this.originRule.isOurs(headers)) throw new ApiError('origin_not_allowed');
    if (body.interaction !== undefined)
      throw new ApiError('invalid_request', { detail: 'purpose: not together with interaction.' });
    const purpose = await this.purposes.begin(asked, this.cookie.read(headers.cookie));
    const user = await this.users.get(purpose.userId);
    return { ...purpose, nickname: user?.nickname ?? null };
  }

  /** Pages of another site than ours neither send nor keep our cookies. */
  #hashOf({ headers }: FastifyRequest): string | null | undefined {
    const { origin, cookie } = headers;
    const keepsCookies = origin === undefined || this.originRule.allowsCredentials(origin);
    return keepsCookies ? this.browserCookie.readHash(cookie) : undefined;
  }
}
