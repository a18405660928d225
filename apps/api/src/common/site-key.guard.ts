import {
  applyDecorators,
  Inject,
  Injectable,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { ApiBearerAuth } from './api-docs-decorators.ts';
import type { FastifyRequest } from 'fastify';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { ApiError } from './api-error.ts';
import { sameText } from './same-text.ts';

/** Lets the site's owner through, and the site's own backend: whoever holds SITE_API_KEY. */
@Injectable()
class SiteKeyGuard implements CanActivate {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  /** @throws ApiError `not_found` when no key is set: then the call does not exist; `invalid_token` */
  canActivate(context: ExecutionContext): true {
    if (this.settings.siteApiKey === undefined) throw new ApiError('not_found');
    const { authorization } = context.switchToHttp().getRequest<FastifyRequest>().headers;
    const presented = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (presented === undefined || !sameText(presented, this.settings.siteApiKey)) {
      throw new ApiError('invalid_token');
    }
    return true;
  }
}

/** Asks a call, or every call of a controller, for `Authorization: Bearer <SITE_API_KEY>`. */
export function SiteKey(): ClassDecorator & MethodDecorator {
  return applyDecorators(UseGuards(SiteKeyGuard), ApiBearerAuth());
}
