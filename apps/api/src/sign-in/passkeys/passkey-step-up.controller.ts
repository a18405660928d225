import { Controller, Inject, Post, Req, Res } from '@nestjs/common';
import type { LoginResult, PasskeyOptions, PasskeyProofRequest } from '@maqiao/shared';
import { loginResult, passkeyOptions, passkeyProofRequest } from '@maqiao/shared/schemas';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { Limits } from '../../limits/limits.ts';
import { Passkeys } from '../../people/passkeys/passkeys.service.ts';
import { ApiAnswer } from '../../platform/http/api-answer.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { JsonBody } from '../../platform/http/json-body.ts';
import { Bearer, Caller, type CallerIdentity } from '../../sessions/bearer.guard.ts';
import { SessionCookie } from '../../sessions/session-cookie.ts';
import { CompleteSignIn } from '../complete-sign-in.ts';
import { SignInMethods } from '../methods/sign-in-methods.ts';
import { StepUpSession } from '../step-up-session.ts';
import { RedirectBrowsers } from '../redirects/browser.ts';
import { Challenges } from './challenges.ts';
import { credentialHint } from './credential-hint.ts';
import { PasskeyAnswers } from './passkey-answers.ts';
import { PasskeyCaller } from './passkey-caller.ts';

/** A fresh proof for the session that is signed in here, before what cannot be undone. */
@Controller('api/passkeys/step-up')
export class PasskeyStepUpController {
  constructor(
    private readonly methods: SignInMethods,
    private readonly passkeys: Passkeys,
    private readonly challenges: Challenges,
    private readonly answers: PasskeyAnswers,
    private readonly caller: PasskeyCaller,
    private readonly signIn: CompleteSignIn,
    private readonly stepUps: StepUpSession,
    private readonly browsers: RedirectBrowsers,
    private readonly limits: Limits,
    private readonly sessionCookie: SessionCookie,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  @Post('options')
  @ApiAnswer('Begin a fresh proof with a passkey; not_found where the person has none', 200, passkeyOptions)
  @Bearer('web')
  async begin(
    @Caller() caller: CallerIdentity,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PasskeyOptions> {
    const method = this.methods.forPasskeys();
    const { sid, userId } = await this.caller.sessionOf(caller);
    const { address, cookieHeader } = this.browsers.of(request);
    await this.limits.passkey(address.ip);
    const known = await this.passkeys.of(userId);
    if (known.length === 0) throw new ApiError('not_found');
    const { bytes, cookies } = await this.challenges.issue({ kind: 'step-up', sid }, cookieHeader);
    void reply.header('Set-Cookie', [...cookies]);
    return method.requestOptions(
      bytes,
      known.map(({ row }) => credentialHint(row)),
    );
  }

  @Post()
  @ApiAnswer(
    'Prove with a passkey who is signed in here: the proof of the session is fresh then',
    200,
    loginResult,
  )
  @Bearer('web')
  prove(
    @Caller() caller: CallerIdentity,
    @JsonBody(passkeyProofRequest) proof: PasskeyProofRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LoginResult> {
    return this.answers.count('step-up', () => this.#prove(caller, proof, request, reply));
  }

  async #prove(
    caller: CallerIdentity,
    { credential }: PasskeyProofRequest,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<LoginResult> {
    const method = this.methods.forPasskeys();
    const session = await this.caller.sessionOf(caller);
    const { address, cookieHeader } = this.browsers.of(request);
    await this.limits.passkey(address.ip);
    const { clientDataJSON } = credential.response;
    const wanted = { kind: 'step-up', sid: session.sid } as const;
    const { challenge, clear } = await this.challenges.take(wanted, clientDataJSON, cookieHeader);
    void reply.header('Set-Cookie', clear);
    const proof = await method.prove(credential, challenge, { discovered: false });
    // Another person's passkey proves nothing here.
    if ((await this.answers.requireOne(proof, request)) !== session.userId)
      throw new ApiError('passkey_refused');
    const origin = this.settings.publicUrl;
    const again = await this.signIn.proveAgain({ ...session, origin }, method.amr);
    if (again === undefined) throw new ApiError('session_revoked');
    await this.stepUps.record(session, { method: method.id, identity: undefined });
    this.sessionCookie.set(reply, again.cookie);
    return again.result;
  }
}
