import {
  applyDecorators,
  createParamDecorator,
  Inject,
  Injectable,
  SetMetadata,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiBearerAuth } from '../platform/http/api-docs-decorators.ts';
import type { FastifyRequest } from 'fastify';
import { ApiError } from '../platform/http/api-error.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { isSceneIdentity, MINI_PROGRAM_AUDIENCE } from './tokens/access-token-rules.ts';
import { AccessTokens } from './tokens/access-tokens.ts';
import { UsersService } from '../people/users/users.service.ts';
import { SessionsService } from './sessions.service.ts';

/**
 * `account`: the mini program and the pages of PUBLIC_URL, where people look after their own account. `scene`: the mini
 * program, also where its person has only proven an identity for a scene.
 */
type Audience = 'web' | 'mini-program' | 'account' | 'scene' | 'any';

/** The caller. `sid` is present for a browser only. */
export interface CallerIdentity {
  userId: string;
  sid?: string;
  /** An origin, or `mini-program`. */
  audience: string;
}

type AuthorizedRequest = FastifyRequest & { caller?: CallerIdentity };

export const AUDIENCE = 'maqiao:audience';

/** The token of `Authorization: Bearer …` (RFC 6750 §2.1), or undefined. */
export function bearerTokenOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  return /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(headers.authorization ?? '')?.[1];
}

/**
 * Lets a call through that carries an access token of a live session (a browser of a listed origin), or of a
 * person who may use the mini program.
 */
@Injectable()
export class BearerGuard implements CanActivate {
  readonly #origins: readonly string[];
  readonly #ownOrigin: string;

  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: AccessTokens,
    private readonly sessions: SessionsService,
    private readonly users: UsersService,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.#ownOrigin = settings.publicUrl;
    this.#origins = [settings.publicUrl, ...settings.corsOrigins];
  }

  /** @throws ApiError `invalid_token`, `session_revoked`, `login_blocked` */
  async canActivate(context: ExecutionContext): Promise<true> {
    const request = context.switchToHttp().getRequest<AuthorizedRequest>();
    const audience = this.reflector.get<Audience>(AUDIENCE, context.getHandler());
    const token = bearerTokenOf(request);
    if (token === undefined) throw new ApiError('invalid_token');

    const claims = await this.tokens.verify(token, { audiences: this.#audiences(audience) });
    if (audience === 'scene' && isSceneIdentity(claims.sub)) {
      request.caller = { userId: claims.sub, audience: claims.aud };
      return true;
    }
    if (claims.sid === undefined) {
      const user = await this.users.get(claims.sub);
      // Whoever has given way to another user signs in anew, and is that one.
      if (user === undefined || user.mergedInto !== null) throw new ApiError('invalid_token');
      if (user.blocked) throw new ApiError('login_blocked');
      request.caller = { userId: user.id, audience: claims.aud };
      return true;
    }
    // The token of one page is not accepted from another page, also when both are listed.
    const { origin } = request.headers;
    if (origin !== undefined && origin !== claims.aud) throw new ApiError('invalid_token');
    const session = await this.sessions.requireLive(claims.sid);
    if (session.userId !== claims.sub) throw new ApiError('invalid_token');
    request.caller = { userId: session.userId, sid: session.sid, audience: claims.aud };
    return true;
  }

  #audiences(audience: Audience): readonly string[] {
    switch (audience) {
      case 'web':
        return this.#origins;
      case 'mini-program':
      case 'scene':
        return [MINI_PROGRAM_AUDIENCE];
      case 'account':
        return [this.#ownOrigin, MINI_PROGRAM_AUDIENCE];
      case 'any':
        return [...this.#origins, MINI_PROGRAM_AUDIENCE];
    }
  }
}

/** Asks a call for an access token of this audience. The controller's module imports SessionsModule. */
export function Bearer(audience: Audience): MethodDecorator {
  return applyDecorators(SetMetadata(AUDIENCE, audience), UseGuards(BearerGuard), ApiBearerAuth());
}

/** The person whom a guard let through; undefined when it was the site's own backend. */
export const CallerIfPerson = createParamDecorator(
  (_: unknown, context: ExecutionContext): CallerIdentity | undefined =>
    context.switchToHttp().getRequest<AuthorizedRequest>().caller,
);

/** The caller that {@link Bearer} let through. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): CallerIdentity => {
  const { caller } = context.switchToHttp().getRequest<AuthorizedRequest>();
  if (caller === undefined) throw new Error('@Caller() needs @Bearer() on the same method');
  return caller;
});
