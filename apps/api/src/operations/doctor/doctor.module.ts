import { Module } from '@nestjs/common';
import { SecretModule } from '../../platform/secret/secret.module.ts';
import { ProxyProbeController } from './proxy-probe.controller.ts';

/** The server's part in `npm run doctor`: it answers the doctor with how its call arrived. */
@Module({ imports: [SecretModule], controllers: [ProxyProbeController] })
export class DoctorModule {}
