import {
  Body,
  Controller,
  Header,
  Headers,
  HttpCode,
  Ip,
  Param,
  Post,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { ThrottlerGuard } from '@nestjs/throttler';
import type { ServerResponse } from 'node:http';
import { LoginsService } from './logins.service.ts';
import { OriginGuard } from './origin.guard.ts';
import { PhoneGuard, type PhoneRequest } from './phone.guard.ts';
import { RegisterDto, ScanDto, SceneParams } from './scenes.dto.ts';

@Controller('api/scenes')
@UseGuards(ThrottlerGuard)
export class ScenesController {
  constructor(private readonly logins: LoginsService) {}

  @Post()
  @Header('Cache-Control', 'no-store')
  @UseGuards(OriginGuard)
  async register(
    @Body() { scene }: RegisterDto,
    @Ip() ip: string,
    @Headers('user-agent') userAgent: string | undefined,
    @Res({ passthrough: true }) response: ServerResponse,
  ): Promise<object> {
    const known = this.logins.known(scene);
    if (known) {
      response.statusCode = 200;
      return known;
    }
    return this.logins.register(scene, ip, userAgent);
  }

  @Post(':scene/scan')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  scan(@Param() { scene }: SceneParams, @Body() { code, entry }: ScanDto, @Ip() ip: string): Promise<object> {
    return this.logins.scan(scene, code, entry ?? null, ip);
  }

  @Post(':scene/confirm')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @UseGuards(PhoneGuard)
  confirm(@Param() { scene }: SceneParams, @Req() { user }: PhoneRequest): Promise<object> {
    return this.logins.confirm(scene, user);
  }
}
