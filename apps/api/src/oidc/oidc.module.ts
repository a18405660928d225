import { Module } from '@nestjs/common';
import { IdentitiesModule } from '../people/identities/identities.module.ts';
import { UsersModule } from '../people/users/users.module.ts';
import { DatabaseModule } from '../platform/database/database.module.ts';
import { SecretModule } from '../platform/secret/secret.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { InteractionsModule } from '../sign-in/interactions.module.ts';
import { ClientsController } from './clients/clients.controller.ts';
import { ClientsFile } from './clients/clients-file.ts';
import { ClientsService } from './clients/clients.service.ts';
import { ClientsTable } from './clients/clients-table.ts';
import { AccountClaimsSource } from './engine/account-claims.ts';
import { ClientSessionsTable } from './engine/client-sessions-table.ts';
import { EnginePages } from './engine/engine-pages.ts';
import { Engine } from './engine/engine.ts';
import { SessionBridge } from './engine/session-bridge.ts';
import { Consents } from './interactions/consents.ts';
import { InteractionCookies } from './interactions/interaction-cookies.ts';
import { InteractionsController } from './interactions/interactions.controller.ts';
import { OidcInteractions } from './interactions/oidc-interactions.ts';

/** OpenID Connect: clients, and the doors for them. */
@Module({
  imports: [DatabaseModule, IdentitiesModule, InteractionsModule, SecretModule, SessionsModule, UsersModule],
  controllers: [ClientsController, InteractionsController],
  providers: [
    AccountClaimsSource,
    ClientSessionsTable,
    ClientsFile,
    ClientsService,
    ClientsTable,
    Consents,
    Engine,
    EnginePages,
    InteractionCookies,
    OidcInteractions,
    SessionBridge,
  ],
  exports: [ClientsTable, Engine, EnginePages],
})
export class OidcModule {}
