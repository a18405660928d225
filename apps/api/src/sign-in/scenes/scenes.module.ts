import { Module } from '@nestjs/common';
import { AuditModule } from '../../people/audit/audit.module.ts';
import { NotificationsModule } from './notifications/notifications.module.ts';
import { KnownBrowsersModule } from '../../people/known-browsers/known-browsers.module.ts';
import { PlacesModule } from '../places/places.module.ts';
import { SessionsModule } from '../../sessions/sessions.module.ts';
import { SecretModule } from '../../platform/secret/secret.module.ts';
import { StoreModule } from './store/store.module.ts';
import { InteractionsModule } from '../interactions.module.ts';
import { TakeSessionModule } from '../take-session.module.ts';
import { CompleteSignInModule } from '../complete-sign-in.module.ts';
import { SignInMethodsModule } from '../methods/sign-in-methods.module.ts';
import { BrowserDescriptions } from './browser-description.ts';
import { BrowserController } from './browser.controller.ts';
import { DisownedScenes } from './disowned-scenes.ts';
import { CodeRenewal } from './code-renewal.ts';
import { PurposesModule } from '../purposes.module.ts';
import { LinkScenes } from './link-scenes.ts';
import { LoginDelivery } from './login-delivery.ts';
import { LoginPush } from './login-push.ts';
import { ScenesGateway } from './scenes.gateway.ts';
import { SceneDecisions } from './scene-decisions.ts';
import { SceneRegistration } from './scene-registration.ts';
import { SceneScanners } from './scene-scanners.ts';
import { ScenesService } from './scenes.service.ts';

/** Re-exports what `@Bearer` needs: a method whose calls are guarded imports nothing of sessions. */
@Module({
  imports: [
    AuditModule,
    CompleteSignInModule,
    InteractionsModule,
    KnownBrowsersModule,
    NotificationsModule,
    PlacesModule,
    PurposesModule,
    SecretModule,
    SessionsModule,
    SignInMethodsModule,
    StoreModule,
    TakeSessionModule,
  ],
  controllers: [BrowserController],
  providers: [
    BrowserDescriptions,
    DisownedScenes,
    CodeRenewal,
    LinkScenes,
    LoginDelivery,
    LoginPush,
    SceneDecisions,
    SceneRegistration,
    SceneScanners,
    ScenesGateway,
    ScenesService,
  ],
  exports: [SceneDecisions, SceneScanners, SessionsModule],
})
export class ScenesModule {}
