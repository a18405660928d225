import { Module } from '@nestjs/common';
import { AuditModule } from '../people/audit/audit.module.ts';
import { IdentitiesModule } from '../people/identities/identities.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { CompleteSignIn } from './complete-sign-in.ts';

/** The end of every sign-in method. */
@Module({
  imports: [AuditModule, IdentitiesModule, SessionsModule],
  providers: [CompleteSignIn],
  exports: [CompleteSignIn],
})
export class CompleteSignInModule {}
