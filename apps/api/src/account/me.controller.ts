import { Controller, Delete, Get, Patch, Put, Req } from '@nestjs/common';
import type { DeleteMeRequest, Me, UpdateMeRequest } from '@maqiao/shared';
import { deleteMeRequest, me, updateMeRequest } from '@maqiao/shared/schemas';
import { ApiBody, ApiConsumes } from '../platform/http/api-docs-decorators.ts';
import type { FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { readUpload, Upload, UPLOAD_MEDIA_TYPES } from '../people/avatars/avatar-upload.ts';
import { AvatarsService } from '../people/avatars/avatars.service.ts';
import { ApiAnswer } from '../platform/http/api-answer.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { PhoneCall } from '../platform/http/callers.ts';
import { Clock } from '../platform/clock/clock.ts';
import { JsonBody } from '../platform/http/json-body.ts';
import { Limits } from '../limits/limits.ts';
import { Bearer, Caller, type CallerIdentity } from '../sessions/bearer.guard.ts';
import { CallerProof } from '../sessions/caller-proof.ts';
import type { User } from '../people/users/user.ts';
import { UsersService } from '../people/users/users.service.ts';
import { AccountDeletion } from './account-deletion.ts';

/** A person's own account: read it, set name and picture, delete it. */
@Controller('api/me')
export class MeController {
  constructor(
    private readonly users: UsersService,
    private readonly avatars: AvatarsService,
    private readonly proof: CallerProof,
    private readonly deletion: AccountDeletion,
    private readonly limits: Limits,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiAnswer('Who is signed in', 200, me)
  @Bearer('any')
  async read(@Caller() { userId }: CallerIdentity): Promise<Me> {
    return meOf(await this.users.get(userId));
  }

  @Patch()
  @PhoneCall()
  @ApiAnswer('Give oneself a nickname, or none', 200, me)
  @Bearer('account')
  async update(
    @Caller() { userId }: CallerIdentity,
    @JsonBody(updateMeRequest) { nickname }: UpdateMeRequest,
  ): Promise<Me> {
    await this.limits.profileChange(userId);
    return meOf(await this.users.setNickname(userId, nickname, this.clock.now()));
  }

  /** `wx.request` has no PATCH: it fails with "method is invalid". */
  @Put()
  @PhoneCall()
  @ApiAnswer('The same as PATCH, for the phone, which cannot send that', 200, me)
  @Bearer('account')
  replace(@Caller() caller: CallerIdentity, @JsonBody(updateMeRequest) change: UpdateMeRequest): Promise<Me> {
    return this.update(caller, change);
  }

  @Put('avatar')
  @PhoneCall()
  @ApiAnswer('Give oneself a picture: a JPEG, PNG or WebP of at most 2 MiB', 200, me)
  @ApiConsumes(...UPLOAD_MEDIA_TYPES)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Bearer('account')
  async setAvatar(@Caller() { userId }: CallerIdentity, @Upload() upload: Readable): Promise<Me> {
    await this.limits.upload(userId);
    await this.avatars.set(userId, await readUpload(upload));
    return meOf(await this.users.get(userId));
  }

  @Delete('avatar')
  @PhoneCall()
  @ApiAnswer('Remove one’s picture', 204)
  @Bearer('account')
  async clearAvatar(@Caller() { userId }: CallerIdentity): Promise<void> {
    await this.limits.profileChange(userId);
    await this.avatars.clear(userId);
  }

  @Delete()
  @PhoneCall()
  @ApiAnswer(
    'Delete one’s account: with a fresh session of the account page, or a fresh login code from the phone',
    204,
  )
  @Bearer('account')
  async delete(
    @Caller() caller: CallerIdentity,
    @JsonBody(deleteMeRequest) { loginCode }: DeleteMeRequest,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.proof.require(caller, loginCode, request);
    if (!(await this.deletion.delete(caller.userId))) throw new ApiError('invalid_token');
  }
}

/** @throws ApiError `invalid_token` when the person is gone */
function meOf(user: User | undefined): Me {
  if (user === undefined) throw new ApiError('invalid_token');
  const { id, nickname, avatarUrl, createdAt } = user;
  return { id, nickname, avatarUrl, createdAt: new Date(createdAt).toISOString() };
}
