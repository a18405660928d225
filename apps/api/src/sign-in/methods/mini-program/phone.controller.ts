import { Controller, Post, Req } from '@nestjs/common';
import type {
  ConfirmRequest,
  MiniProgramSession,
  MiniProgramSessionRequest,
  RejectRequest,
  ScanRequest,
  ScanResponse,
  SceneSnapshot,
} from '@maqiao/shared';
import {
  confirmRequest,
  miniProgramSession,
  miniProgramSessionRequest,
  rejectRequest,
  scanRequest,
  scanResponse,
  sceneSnapshot,
} from '@maqiao/shared/schemas';
import type { FastifyRequest } from 'fastify';
import { ApiAnswer } from '../../../platform/http/api-answer.ts';
import { PhoneCall } from '../../../platform/http/callers.ts';
import { ClientAddresses } from '../../../platform/http/client-address.ts';
import { JsonBody } from '../../../platform/http/json-body.ts';
import { Bearer, Caller, type CallerIdentity } from '../../../sessions/bearer.guard.ts';
import { PhoneService } from './phone.service.ts';
import { SceneDecisions } from '../../scenes/scene-decisions.ts';
import { SceneParam } from '../../scenes/scene-param.ts';

/** The calls of the mini program around a scan. */
@Controller('api')
export class PhoneController {
  constructor(
    private readonly phone: PhoneService,
    private readonly decisions: SceneDecisions,
    private readonly addresses: ClientAddresses,
  ) {}

  @Post('mini-program/session')
  @PhoneCall()
  @ApiAnswer('Sign in to the mini program', 200, miniProgramSession)
  signIn(
    @JsonBody(miniProgramSessionRequest) body: MiniProgramSessionRequest,
    @Req() request: FastifyRequest,
  ): Promise<MiniProgramSession> {
    return this.phone.signIn(body.code, this.addresses.of(request));
  }

  @Post('scenes/:scene/scan')
  @PhoneCall()
  @ApiAnswer('Scan: who asks, and a token to answer with', 200, scanResponse)
  scan(
    @SceneParam() scene: string,
    @JsonBody(scanRequest) body: ScanRequest,
    @Req() request: FastifyRequest,
  ): Promise<ScanResponse> {
    return this.phone.scan(scene, body, this.addresses.of(request));
  }

  @Post('scenes/:scene/confirm')
  @PhoneCall()
  @ApiAnswer('Confirm as the scanner', 200, sceneSnapshot)
  @Bearer('scene')
  confirm(
    @SceneParam() scene: string,
    @JsonBody(confirmRequest) body: ConfirmRequest,
    @Caller() caller: CallerIdentity,
  ): Promise<SceneSnapshot> {
    return this.decisions.confirm(scene, caller.userId, body.number);
  }

  @Post('scenes/:scene/reject')
  @PhoneCall()
  @ApiAnswer('Decline as the scanner; "not_me": of a page that the person did not open', 200, sceneSnapshot)
  @Bearer('scene')
  reject(
    @SceneParam() scene: string,
    @JsonBody(rejectRequest) body: RejectRequest,
    @Caller() caller: CallerIdentity,
  ): Promise<SceneSnapshot> {
    return this.decisions.reject(scene, caller.userId, body.reason);
  }
}
