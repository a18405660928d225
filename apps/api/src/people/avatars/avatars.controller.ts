import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiProduces } from '../../platform/http/api-docs-decorators.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiAnswer } from '../../platform/http/api-answer.ts';
import { OpenToEverybody } from '../../platform/http/callers.ts';
import { ClientAddresses } from '../../platform/http/client-address.ts';
import { Limits } from '../../limits/limits.ts';
import { AVATAR_MEDIA_TYPE } from './avatar-picture.ts';
import { AvatarsService } from './avatars.service.ts';

/** Serves the pictures. They need no token, because `<img>` cannot send one; their names cannot be guessed. */
@Controller('api')
export class AvatarsController {
  constructor(
    private readonly avatars: AvatarsService,
    private readonly limits: Limits,
    private readonly addresses: ClientAddresses,
  ) {}

  @Get('avatars/:name')
  @OpenToEverybody()
  @ApiAnswer('A picture that a person chose; the same for ever under one name', 200)
  @ApiProduces(AVATAR_MEDIA_TYPE)
  async read(
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Uint8Array> {
    await this.limits.picture(this.addresses.of(request).ip);
    const picture = await this.avatars.read(name);
    void reply
      .header('Cache-Control', 'public, max-age=31536000, immutable')
      .header('Content-Security-Policy', "default-src 'none'")
      // Pages of other sites show it, also those that ask for isolation (COEP).
      .header('Cross-Origin-Resource-Policy', 'cross-origin')
      .type(AVATAR_MEDIA_TYPE);
    return Buffer.from(picture);
  }
}
