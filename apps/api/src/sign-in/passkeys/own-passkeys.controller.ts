import { Controller, Delete, Get, Param, Patch, Post, Req, Res } from '@nestjs/common';
import {
  MAX_PASSKEYS,
  type AddPasskeyRequest,
  type OwnPasskey,
  type OwnPasskeys,
  type PasskeyOptions,
  type RenamePasskeyRequest,
} from '@maqiao/shared';
import {
  addPasskeyRequest,
  ownPasskey,
  ownPasskeys,
  passkeyOptions,
  renamePasskeyRequest,
} from '@maqiao/shared/schemas';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Passkeys, type KeptPasskey } from '../../people/passkeys/passkeys.service.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { ApiAnswer } from '../../platform/http/api-answer.ts';
import { JsonBody } from '../../platform/http/json-body.ts';
import { Bearer, Caller, type CallerIdentity } from '../../sessions/bearer.guard.ts';
import { isFresh, requireFreshProof } from '../../sessions/fresh-proof.ts';
import { PasskeyChanges } from './passkey-changes.ts';
import { PasskeyCaller } from './passkey-caller.ts';

/** A person's own passkeys, on our own page. */
@Controller('api/passkeys')
export class OwnPasskeysController {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly changes: PasskeyChanges,
    private readonly caller: PasskeyCaller,
    private readonly clock: Clock,
  ) {}

  @Get()
  @ApiAnswer('The passkeys of the person who is signed in', 200, ownPasskeys)
  @Bearer('web')
  async list(@Caller() caller: CallerIdentity): Promise<OwnPasskeys> {
    const session = await this.caller.sessionOf(caller);
    const all = await this.passkeys.of(session.userId);
    const addable = isFresh(session, this.clock.now()) ? 'now' : 'step-up';
    return { passkeys: all.map(toOwnPasskey), addable: all.length >= MAX_PASSKEYS ? 'full' : addable };
  }

  @Post('options')
  @ApiAnswer('Begin to add a passkey, with a proof of the last five minutes', 200, passkeyOptions)
  @Bearer('web')
  async begin(
    @Caller() caller: CallerIdentity,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PasskeyOptions> {
    const session = await this.caller.sessionOf(caller);
    requireFreshProof(session, this.clock.now());
    const { options, cookies } = await this.changes.begin(session, request.headers.cookie);
    void reply.header('Set-Cookie', [...cookies]);
    return options;
  }

  @Post()
  @ApiAnswer('Add the passkey that the browser has made', 201, ownPasskey)
  @Bearer('web')
  async add(
    @Caller() caller: CallerIdentity,
    @JsonBody(addPasskeyRequest) { credential }: AddPasskeyRequest,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnPasskey> {
    const session = await this.caller.sessionOf(caller);
    const { cookie, 'user-agent': userAgent } = request.headers;
    const { kept, clear } = await this.changes.finish(session, credential, { cookie, userAgent });
    void reply.header('Set-Cookie', clear);
    return toOwnPasskey(kept);
  }

  @Patch(':id')
  @ApiAnswer('Rename a passkey', 200, ownPasskey)
  @Bearer('web')
  async rename(
    @Caller() caller: CallerIdentity,
    @Param('id') id: string,
    @JsonBody(renamePasskeyRequest) { name }: RenamePasskeyRequest,
  ): Promise<OwnPasskey> {
    const { userId } = await this.caller.sessionOf(caller);
    return toOwnPasskey(await this.passkeys.rename(userId, id, name));
  }

  @Delete(':id')
  @ApiAnswer('Remove a passkey, with a proof of the last five minutes', 204)
  @Bearer('web')
  async remove(@Caller() caller: CallerIdentity, @Param('id') id: string): Promise<void> {
    const session = await this.caller.sessionOf(caller);
    requireFreshProof(session, this.clock.now());
    await this.changes.remove(session, id);
  }
}

function toOwnPasskey({ row, removable }: KeptPasskey): OwnPasskey {
  return {
    id: row.id,
    name: row.name,
    createdAt: new Date(row.created_at).toISOString(),
    lastUsedAt: row.last_used_at === null ? null : new Date(row.last_used_at).toISOString(),
    backedUp: row.backed_up === 1,
    removable: removable.when === 'later' ? 'later' : 'now',
    ...(removable.when === 'later' && { removableAt: new Date(removable.at).toISOString() }),
  };
}
