import { Module } from '@nestjs/common';
import { AuditModule } from '../../../people/audit/audit.module.ts';
import { KnownBrowsersModule } from '../../../people/known-browsers/known-browsers.module.ts';
import { UsersModule } from '../../../people/users/users.module.ts';
import { SessionsModule } from '../../../sessions/sessions.module.ts';
import { WechatModule } from '../../../wechat/wechat.module.ts';
import { CompleteSignInModule } from '../../complete-sign-in.module.ts';
import { PlacesModule } from '../../places/places.module.ts';
import { ScenesModule } from '../../scenes/scenes.module.ts';
import { StoreModule } from '../../scenes/store/store.module.ts';
import { PhoneController } from './phone.controller.ts';
import { PhoneService } from './phone.service.ts';

/** The method `mini-program`: a mini-program code is scanned, and the mini program calls for its person. */
@Module({
  imports: [
    AuditModule,
    CompleteSignInModule,
    KnownBrowsersModule,
    PlacesModule,
    ScenesModule,
    SessionsModule,
    StoreModule,
    UsersModule,
    WechatModule,
  ],
  controllers: [PhoneController],
  providers: [PhoneService],
})
export class MiniProgramModule {}
