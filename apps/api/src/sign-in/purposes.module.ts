import { Module } from '@nestjs/common';
import { AuditModule } from '../people/audit/audit.module.ts';
import { IdentitiesModule } from '../people/identities/identities.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { CompleteSignInModule } from './complete-sign-in.module.ts';
import { LinkIdentity } from './link-identity.ts';
import { Purposes } from './purposes.ts';
import { StepUpSession } from './step-up-session.ts';

/** What every method can do beside signing in. */
@Module({
  imports: [AuditModule, CompleteSignInModule, IdentitiesModule, SessionsModule],
  providers: [LinkIdentity, Purposes, StepUpSession],
  exports: [LinkIdentity, Purposes, StepUpSession],
})
export class PurposesModule {}
