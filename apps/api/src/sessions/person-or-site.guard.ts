import {
  applyDecorators,
  Inject,
  Injectable,
  SetMetadata,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiBearerAuth } from '../platform/http/api-docs-decorators.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { KeyCheck } from '../limits/key-check.ts';
import { AUDIENCE, BearerGuard, bearerTokenOf } from './bearer.guard.ts';

/** A JWT in its compact form (RFC 7515 §7.1); a key of the settings does not have this form. */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/** Lets through a person's mini program or account page, and the site's own backend. */
@Injectable()
class PersonOrSiteGuard implements CanActivate {
  constructor(
    private readonly person: BearerGuard,
    private readonly keys: KeyCheck,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws ApiError as {@link BearerGuard} for a token, as `SiteKey` for everything else */
  async canActivate(context: ExecutionContext): Promise<true> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const presented = bearerTokenOf(request);
    const { siteApiKeys } = this.settings;
    if (siteApiKeys.length === 0 || (presented !== undefined && JWT.test(presented)))
      return this.person.canActivate(context);
    await this.keys.require(request, 'SITE_API_KEY');
    return true;
  }
}

/**
 * Asks a call for an access token of the mini program or of our own page, or for SITE_API_KEY: then there is no
 * {@link CallerIdentity}. The controller's module imports SessionsModule.
 */
export function PersonOrSite(): MethodDecorator {
  return applyDecorators(SetMetadata(AUDIENCE, 'account'), UseGuards(PersonOrSiteGuard), ApiBearerAuth());
}
