import { Module } from '@nestjs/common';
import { SecretModule } from '../../platform/secret/secret.module.ts';
import { OfficialAccountModule } from '../methods/official-account/official-account.module.ts';
import { OfficialAccountWebMethodModule } from '../methods/official-account-web/official-account-web-method.module.ts';
import { PlacesModule } from '../places/places.module.ts';
import { RedirectsModule } from '../redirects/redirects.module.ts';
import { ScenesModule } from '../scenes/scenes.module.ts';
import { ConfirmCookies } from './confirm-cookies.ts';
import { ConfirmJourney } from './confirm-journey.ts';
import { ConfirmScenes } from './confirm-scenes.ts';
import { ConfirmViews } from './confirm-views.ts';
import { ConfirmController } from './confirm.controller.ts';

/** The page on which people decide whom the official account has sent a link (`WECHAT_OFFICIAL_ACCOUNT_CONFIRM=page`). */
@Module({
  imports: [
    OfficialAccountModule,
    OfficialAccountWebMethodModule,
    PlacesModule,
    RedirectsModule,
    ScenesModule,
    SecretModule,
  ],
  controllers: [ConfirmController],
  providers: [ConfirmCookies, ConfirmJourney, ConfirmScenes, ConfirmViews],
})
export class ConfirmPageModule {}
