import { Module } from '@nestjs/common';
import { AuditModule } from '../people/audit/audit.module.ts';
import { IdentitiesModule } from '../people/identities/identities.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { LinkIdentity } from './link-identity.ts';

@Module({
  imports: [AuditModule, IdentitiesModule, SessionsModule],
  providers: [LinkIdentity],
  exports: [LinkIdentity],
})
export class LinkIdentityModule {}
