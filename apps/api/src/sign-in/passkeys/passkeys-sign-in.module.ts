import { Module } from '@nestjs/common';
import { AuditModule } from '../../people/audit/audit.module.ts';
import { KnownBrowsersModule } from '../../people/known-browsers/known-browsers.module.ts';
import { PasskeysModule } from '../../people/passkeys/passkeys.module.ts';
import { UsersModule } from '../../people/users/users.module.ts';
import { MetricsModule } from '../../platform/metrics/metrics.module.ts';
import { SecretModule } from '../../platform/secret/secret.module.ts';
import { SessionsModule } from '../../sessions/sessions.module.ts';
import { CompleteSignInModule } from '../complete-sign-in.module.ts';
import { InteractionsModule } from '../interactions.module.ts';
import { SignInMethodsModule } from '../methods/sign-in-methods.module.ts';
import { PlacesModule } from '../places/places.module.ts';
import { PurposesModule } from '../purposes.module.ts';
import { RedirectsModule } from '../redirects/redirects.module.ts';
import { OneTimeStoreModule } from '../redirects/store/one-time-store.module.ts';
import { PasskeyChanges } from './passkey-changes.ts';
import { Challenges } from './challenges.ts';
import { OwnPasskeysController } from './own-passkeys.controller.ts';
import { PasskeyAnswers } from './passkey-answers.ts';
import { PasskeyCaller } from './passkey-caller.ts';
import { PasskeyCookies } from './passkey-cookies.ts';
import { PasskeySignInController } from './passkey-sign-in.controller.ts';
import { PasskeyStepUpController } from './passkey-step-up.controller.ts';

/** Signing in with a passkey, proving again who one is, and the passkeys of a person. */
@Module({
  imports: [
    AuditModule,
    CompleteSignInModule,
    InteractionsModule,
    KnownBrowsersModule,
    MetricsModule,
    OneTimeStoreModule,
    PasskeysModule,
    PlacesModule,
    PurposesModule,
    RedirectsModule,
    SecretModule,
    SessionsModule,
    SignInMethodsModule,
    UsersModule,
  ],
  controllers: [PasskeySignInController, PasskeyStepUpController, OwnPasskeysController],
  providers: [PasskeyChanges, Challenges, PasskeyAnswers, PasskeyCaller, PasskeyCookies],
})
export class PasskeysSignInModule {}
