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
import { ClientAddresses } from '../platform/http/client-address.ts';
import { JsonBody } from '../platform/http/json-body.ts';
import { Limits } from '../limits/limits.ts';
import { Bearer, Caller, type CallerIdentity } from '../sessions/bearer.guard.ts';
import { StepUp } from '../sessions/step-up.ts';
import type { User } from '../people/users/user.ts';
import { UsersService } from '../people/users/users.service.ts';
import { AccountDeletion } from './account-deletion.ts';

/** A person's own account: read it, set name and picture, delete it. */
@Controller('api/me')
export class MeController {
  constructor(
    private readonly users: UsersService,
    private readonly avatars: AvatarsService,
    private readonly samePerson: StepUp,
    private readonly deletion: AccountDeletion,
    private readonly limits: Limits,
    private readonly addresses: ClientAddresses,
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
  @ApiAnswer('Give oneself a nickname, or none; from the phone', 200, me)
  @Bearer('mini-program')
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
  @Bearer('mini-program')
  replace(@Caller() caller: CallerIdentity, @JsonBody(updateMeRequest) change: UpdateMeRequest): Promise<Me> {
    return this.update(caller, change);
  }

  @Put('avatar')
  @PhoneCall()
  @ApiAnswer('Give oneself a picture: a JPEG, PNG or WebP of at most 2 MiB; from the phone', 200, me)
  @ApiConsumes(...UPLOAD_MEDIA_TYPES)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @Bearer('mini-program')
  async setAvatar(@Caller() { userId }: CallerIdentity, @Upload() upload: Readable): Promise<Me> {
    await this.limits.upload(userId);
    await this.avatars.set(userId, await readUpload(upload));
    return meOf(await this.users.get(userId));
  }

  @Delete('avatar')
  @PhoneCall()
  @ApiAnswer('Remove one’s picture; from the phone', 204)
  @Bearer('mini-program')
  async clearAvatar(@Caller() { userId }: CallerIdentity): Promise<void> {
    await this.limits.profileChange(userId);
    await this.avatars.clear(userId);
  }

  @Delete()
  @PhoneCall()
  @ApiAnswer('Delete one’s account, with a fresh login code; from the phone', 204)
  @Bearer('mini-program')
  async delete(
    @Caller() { userId }: CallerIdentity,
    @JsonBody(deleteMeRequest) { loginCode }: DeleteMeRequest,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.samePerson.require(userId, loginCode, this.addresses.of(request).ip);
    if (!(await this.deletion.delete(userId))) throw new ApiError('invalid_token');
  }
}

/** @throws ApiError `invalid_token` when the person is gone */
function meOf(user: User | undefined): Me {
  if (user === undefined) throw new ApiError('invalid_token');
  const { id, nickname, avatarUrl, createdAt } = user;
  return { id, nickname, avatarUrl, createdAt: new Date(createdAt).toISOString() };
}
