import {
  ForbiddenException,
  Injectable,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import type { User } from './entities.ts';
import { PeopleService } from './people.service.ts';
import { TokensService } from './tokens.service.ts';

/** A call of a phone, with whom its token names. */
export interface PhoneRequest extends IncomingMessage {
  user: User;
}

/** Lets phones in whose token is ours, and whose person is there and not blocked. */
@Injectable()
export class PhoneGuard implements CanActivate {
  constructor(
    private readonly tokens: TokensService,
    private readonly people: PeopleService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<PhoneRequest>();
    const [scheme, token] = request.headers.authorization?.split(' ') ?? [];
    const id = scheme === 'Bearer' && token ? this.tokens.personOf(token) : undefined;
    const user = id === undefined ? null : await this.people.find(id);
    if (!user) throw new UnauthorizedException('invalid_token');
    if (user.blocked) throw new ForbiddenException('login_blocked');
    request.user = user;
    return true;
  }
}
