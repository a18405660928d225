import { Module } from '@nestjs/common';
import { SecretModule } from '../../platform/secret/secret.module.ts';
import { ArrivalController } from './arrival.controller.ts';
import { ProxyProbeController } from './proxy-probe.controller.ts';

/** The server's part in `npm run doctor`: it tells the doctor how a call arrived. */
@Module({ imports: [SecretModule], controllers: [ArrivalController, ProxyProbeController] })
export class DoctorModule {}
