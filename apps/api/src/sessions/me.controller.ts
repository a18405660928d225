import { Controller, Get } from '@nestjs/common';
import type { Me } from '@maqiao/shared';
import { me } from '@maqiao/shared/schemas';
import { ApiAnswer } from '../common/api-answer.ts';
import { ApiError } from '../common/api-error.ts';
import { UsersService } from '../users/users.service.ts';
import { Bearer, Caller, type CallerIdentity } from './bearer.guard.ts';

@Controller('api')
export class MeController {
  constructor(private readonly users: UsersService) {}

  @Get('me')
  @ApiAnswer('Who is signed in', 200, me)
  @Bearer('any')
  async me(@Caller() { userId }: CallerIdentity): Promise<Me> {
    const user = await this.users.get(userId);
    if (user === undefined) throw new ApiError('invalid_token');
    const { id, nickname, avatarUrl, createdAt } = user;
    return { id, nickname, avatarUrl, createdAt: new Date(createdAt).toISOString() };
  }
}
