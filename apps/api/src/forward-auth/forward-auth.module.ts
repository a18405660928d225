import { Module } from '@nestjs/common';
import { AppsModule } from '../people/apps/apps.module.ts';
import { DatabaseModule } from '../platform/database/database.module.ts';
import { SecretModule } from '../platform/secret/secret.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { InteractionsModule } from '../sign-in/interactions.module.ts';
import { CheckController } from './check.controller.ts';
import { ForwardAuthInteractions } from './forward-auth-interactions.ts';
import { HostConsents } from './host-consents.ts';
import { HostCookies } from './host-cookies.ts';
import { LoginHostController } from './login-host.controller.ts';
import { ForwardAuthPages } from './pages.ts';
import { ProtectedHosts } from './protected-hosts.ts';
import { SignInController } from './sign-in.controller.ts';
import { SignInsTable } from './sign-ins-table.ts';
import { SiteApps } from './site-apps.ts';

/** For sites that know no sign-in of their own: their proxy asks us, by nginx's auth_request and what is like it. */
@Module({
  imports: [AppsModule, DatabaseModule, InteractionsModule, SecretModule, SessionsModule],
  controllers: [CheckController, LoginHostController, SignInController],
  providers: [
    ForwardAuthInteractions,
    ForwardAuthPages,
    HostConsents,
    HostCookies,
    ProtectedHosts,
    SignInsTable,
    SiteApps,
  ],
})
export class ForwardAuthModule {}
