import type { SignInMethod, SignInOptions } from '@maqiao/shared';
import { signInOptions, signInOptionsQuery } from '@maqiao/shared/schemas';
import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { UsersService } from '../../people/users/users.service.ts';
import { ApiAnswer } from '../../platform/http/api-answer.ts';
import { CheckedQuery } from '../../platform/http/checked-query.ts';
import { SessionCookie } from '../../sessions/session-cookie.ts';
import { SessionsService } from '../../sessions/sessions.service.ts';
import { Interactions } from '../interactions.ts';
import { SignInMethods } from '../methods/sign-in-methods.ts';

/** What a sign-in page can offer. Without an interaction it is read from the settings, without a store. */
@Controller('api/sign-in-options')
export class SignInOptionsController {
  constructor(
    private readonly methods: SignInMethods,
    private readonly interactions: Interactions,
    private readonly sessions: SessionsService,
    private readonly users: UsersService,
    private readonly cookie: SessionCookie,
  ) {}

  @Get()
  @ApiAnswer(
    'The sign-in methods that this server offers, in the order to show them; for an interaction also who asks, and who is signed in here',
    200,
    signInOptions,
  )
  async read(
    @CheckedQuery(signInOptionsQuery) { interaction }: z.infer<typeof signInOptionsQuery>,
    @Req() request: FastifyRequest,
  ): Promise<SignInOptions> {
    const methods = this.#methodsFor(request.headers['user-agent'], interaction);
    if (interaction === undefined) return { methods };
    const { client, wantsProof } = await this.interactions.find(interaction, request.headers.cookie);
    const user = wantsProof ? undefined : await this.#signedIn(request);
    return { methods, client, ...(user && { user }) };
  }

  #methodsFor(userAgent: string | undefined, interaction: string | undefined): SignInMethod[] {
    const query = interaction === undefined ? '' : `?${new URLSearchParams({ interaction }).toString()}`;
    return this.methods
      .offeredIn(userAgent)
      .map(({ id, kind }) => ({ id, kind, ...(kind === 'redirect' && { href: `/sign-in/${id}${query}` }) }));
  }

  async #signedIn({ headers }: FastifyRequest) {
    const value = this.cookie.read(headers.cookie);
    const session = value === undefined ? undefined : await this.sessions.livingOf(value);
    const user = session && (await this.users.get(session.userId));
    return user && { nickname: user.nickname, avatarUrl: user.avatarUrl };
  }
}
