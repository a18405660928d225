import { Module } from '@nestjs/common';
import { KnownBrowsersModule } from '../../people/known-browsers/known-browsers.module.ts';
import { MetricsModule } from '../../platform/metrics/metrics.module.ts';
import { SecretModule } from '../../platform/secret/secret.module.ts';
import { SessionsModule } from '../../sessions/sessions.module.ts';
import { CompleteSignInModule } from '../complete-sign-in.module.ts';
import { InteractionsModule } from '../interactions.module.ts';
import { SignInMethodsModule } from '../methods/sign-in-methods.module.ts';
import { IdentitiesModule } from '../../people/identities/identities.module.ts';
import { PlacesModule } from '../places/places.module.ts';
import { PurposesModule } from '../purposes.module.ts';
import { TakeSessionModule } from '../take-session.module.ts';
import { RedirectBrowsers } from './browser.ts';
import { JourneyStates } from './journey-states.ts';
import { PopupCodes } from './popup-codes.ts';
import { RedeemController } from './redeem.controller.ts';
import { RedirectCookies } from './redirect-cookies.ts';
import { RedirectPages } from './redirect-pages.ts';
import { RedirectPurposes } from './redirect-purposes.ts';
import { RedirectSession } from './redirect-session.ts';
import { RedirectSignIns } from './redirect-sign-ins.ts';
import { RedirectsController } from './redirects.controller.ts';
import { OneTimeStoreModule } from './store/one-time-store.module.ts';

/** Methods that leave the page for WeChat's and come back in the same browser. */
@Module({
  imports: [
    CompleteSignInModule,
    IdentitiesModule,
    InteractionsModule,
    KnownBrowsersModule,
    MetricsModule,
    OneTimeStoreModule,
    PlacesModule,
    PurposesModule,
    SecretModule,
    SessionsModule,
    SignInMethodsModule,
    TakeSessionModule,
  ],
  controllers: [RedeemController, RedirectsController],
  providers: [
    JourneyStates,
    PopupCodes,
    RedirectBrowsers,
    RedirectCookies,
    RedirectPages,
    RedirectPurposes,
    RedirectSignIns,
    RedirectSession,
  ],
  exports: [JourneyStates],
})
export class RedirectsModule {}
