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
import type { FastifyRequest } from 'fastify';
import { ApiBearerAuth } from '../platform/http/api-docs-decorators.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { siteKeyOpensAdmin } from '../config/named-keys.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { KeyCheck, type KeySetting, type PresentedKey } from './key-check.ts';

/** Who may call: the site's own backend, the site's owner, or both. */
type KeyHolder = 'site' | 'owner' | 'site-or-owner';

const HOLDER = 'maqiao:key-holder';

type KeyedRequest = FastifyRequest & { presentedKey?: PresentedKey };

/** Lets calls with the right key through. */
@Injectable()
class KeyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly keys: KeyCheck,
  ) {}

  /** @throws ApiError `not_found` when no key is set: then the call does not exist; `invalid_token`; `rate_limited` */
  async canActivate(context: ExecutionContext): Promise<true> {
    const holder = this.reflector.getAllAndOverride<KeyHolder>(HOLDER, [
      context.getHandler(),
      context.getClass(),
    ]);
    const wanted = keysFor(holder, this.settings);
    if (wanted.length === 0) throw new ApiError('not_found');
    const request = context.switchToHttp().getRequest<KeyedRequest>();
    request.presentedKey = await this.keys.require(request, ...wanted);
    return true;
  }
}

/** The settings whose keys are accepted now; empty when none is set. */
function keysFor(holder: KeyHolder, settings: Settings): readonly KeySetting[] {
  const site: KeySetting[] = settings.siteApiKeys.length > 0 ? ['SITE_API_KEY'] : [];
  // Until the next version SITE_API_KEY is accepted for the owner's calls too, as before ADMIN_KEY existed.
  const owner: KeySetting[] = siteKeyOpensAdmin(settings)
    ? site
    : settings.adminKeys.length > 0
      ? ['ADMIN_KEY']
      : [];
  switch (holder) {
    case 'site':
      return site;
    case 'owner':
      return owner;
    case 'site-or-owner':
      return [...new Set([...owner, ...site])];
  }
}

function asksForKeyOf(holder: KeyHolder): ClassDecorator & MethodDecorator {
  return applyDecorators(SetMetadata(HOLDER, holder), UseGuards(KeyGuard), ApiBearerAuth());
}

/** Asks a call, or every call of a controller, for `Authorization: Bearer <SITE_API_KEY>`. */
export const SiteKey = (): ClassDecorator & MethodDecorator => asksForKeyOf('site');

/** Asks for `Authorization: Bearer <ADMIN_KEY>`; while none is set, for SITE_API_KEY. */
export const AdminKey = (): ClassDecorator & MethodDecorator => asksForKeyOf('owner');

/** Asks for a key of either kind: for what owners and backends look up. */
export const SiteOrAdminKey = (): ClassDecorator & MethodDecorator => asksForKeyOf('site-or-owner');

/** The key of this call. */
export const KeyPresented = createParamDecorator((_: unknown, context: ExecutionContext): PresentedKey => {
  const { presentedKey } = context.switchToHttp().getRequest<KeyedRequest>();
  if (presentedKey === undefined) throw new Error('@KeyPresented() needs a guard of keys on the same method');
  return presentedKey;
});
