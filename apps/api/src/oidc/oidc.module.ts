import { Module } from '@nestjs/common';
import { AppsModule } from '../people/apps/apps.module.ts';
import { AuditModule } from '../people/audit/audit.module.ts';
import { IdentitiesModule } from '../people/identities/identities.module.ts';
import { UsersModule } from '../people/users/users.module.ts';
import { DatabaseModule } from '../platform/database/database.module.ts';
import { SecretModule } from '../platform/secret/secret.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { InteractionsModule } from '../sign-in/interactions.module.ts';
import { PlacesModule } from '../sign-in/places/places.module.ts';
import { ClientsController } from './clients/clients.controller.ts';
import { ClientsFile } from './clients/clients-file.ts';
import { ClientsService } from './clients/clients.service.ts';
import { ClientsTable } from './clients/clients-table.ts';
import { AccountClaimsSource } from './engine/account-claims.ts';
import { ClientSessionsTable } from './engine/client-sessions-table.ts';
import { EnginePages } from './engine/engine-pages.ts';
import { Engine } from './engine/engine.ts';
import { GrantedAccess } from './engine/granted-access.ts';
import { OidcHousekeeping } from './engine/oidc-housekeeping.ts';
import { SessionBridge } from './engine/session-bridge.ts';
import { ClientApps } from './interactions/client-apps.ts';
import { Consents } from './interactions/consents.ts';
import { OidcInteractions } from './interactions/oidc-interactions.ts';
import { LogoutDelivery } from './logout/logout-delivery.ts';
import { LogoutOutbox } from './logout/logout-outbox.ts';
import { LogoutTokens } from './logout/logout-tokens.ts';

/** OpenID Connect: clients, and the doors for them. */
@Module({
  imports: [
    AppsModule,
    AuditModule,
    DatabaseModule,
    IdentitiesModule,
    InteractionsModule,
    PlacesModule,
    SecretModule,
    SessionsModule,
    UsersModule,
  ],
  controllers: [ClientsController],
  providers: [
    AccountClaimsSource,
    ClientApps,
    ClientSessionsTable,
    ClientsFile,
    ClientsService,
    ClientsTable,
    Consents,
    Engine,
    EnginePages,
    GrantedAccess,
    OidcHousekeeping,
    LogoutDelivery,
    LogoutOutbox,
    LogoutTokens,
    OidcInteractions,
    SessionBridge,
  ],
  exports: [ClientsTable, Engine, EnginePages],
})
export class OidcModule {}
