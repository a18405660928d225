import { ForbiddenException, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { PUBLIC_URL } from './settings.ts';

/** Pages of other origins register nothing. */
@Injectable()
export class OriginGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { origin } = context.switchToHttp().getRequest<IncomingMessage>().headers;
    if (origin !== undefined && origin !== PUBLIC_URL) throw new ForbiddenException('origin_not_allowed');
    return true;
  }
}
