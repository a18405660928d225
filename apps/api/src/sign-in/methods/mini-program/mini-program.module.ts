import { Module } from '@nestjs/common';
import { WechatModule } from '../../../wechat/wechat.module.ts';
import { CompleteSignInModule } from '../../complete-sign-in.module.ts';
import { PlacesModule } from '../../places/places.module.ts';
import { ScenesModule } from '../../scenes/scenes.module.ts';
import { PhoneController } from './phone.controller.ts';
import { PhoneService } from './phone.service.ts';

/** The phone's calls of the method `mini-program`: its person is identified, scans, confirms or rejects. */
@Module({
  imports: [CompleteSignInModule, PlacesModule, ScenesModule, WechatModule],
  controllers: [PhoneController],
  providers: [PhoneService],
})
export class MiniProgramModule {}
