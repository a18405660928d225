import {
  applyDecorators,
  Inject,
  Injectable,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ApiBearerAuth } from '../common/api-docs-decorators.ts';
import { ApiError } from '../common/api-error.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { KeyCheck } from './key-check.ts';

/** Lets the site's owner through, and the site's own backend: whoever holds SITE_API_KEY. */
@Injectable()
class SiteKeyGuard implements CanActivate {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly keys: KeyCheck,
  ) {}

  /** @throws ApiError `not_found` when no key is set: then the call does not exist; `invalid_token`; `rate_limited` */
  async canActivate(context: ExecutionContext): Promise<true> {
    if (this.settings.siteApiKey === undefined) throw new ApiError('not_found');
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    await this.keys.require(request, 'SITE_API_KEY', this.settings.siteApiKey);
    return true;
  }
}

/** Asks a call, or every call of a controller, for `Authorization: Bearer <SITE_API_KEY>`. */
export function SiteKey(): ClassDecorator & MethodDecorator {
  return applyDecorators(UseGuards(SiteKeyGuard), ApiBearerAuth());
}
