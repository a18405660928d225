import { Module } from '@nestjs/common';
import { IdentitiesModule } from '../people/identities/identities.module.ts';
import { UsersModule } from '../people/users/users.module.ts';
import { DatabaseModule } from '../platform/database/database.module.ts';
import { SecretModule } from '../platform/secret/secret.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { InteractionsModule } from '../sign-in/interactions.module.ts';
import { ClientsTable } from './clients/clients-table.ts';
import { AccountClaimsSource } from './engine/account-claims.ts';
import { ClientSessionsTable } from './engine/client-sessions-table.ts';
import { EnginePages } from './engine/engine-pages.ts';
import { Engine } from './engine/engine.ts';
import { SessionBridge } from './engine/session-bridge.ts';
import { Consents } from './interactions/consents.ts';
import { OidcInteractions } from './interactions/oidc-interactions.ts';

/** OpenID Connect: clients, and the doors for them. */
@Module({
  imports: [DatabaseModule, IdentitiesModule, InteractionsModule, SecretModule, SessionsModule, UsersModule],
  providers: [
    AccountClaimsSource,
    ClientSessionsTable,
    ClientsTable,
    Consents,
    Engine,
    EnginePages,
    OidcInteractions,
    SessionBridge,
  ],
  exports: [ClientsTable, Engine, EnginePages],
})
export class OidcModule {}
