import { Module } from '@nestjs/common';
import { WechatModule } from '../../../wechat/wechat.module.ts';
import { OfficialAccountWebMethod } from './official-account-web-method.ts';

@Module({
  imports: [WechatModule],
  providers: [OfficialAccountWebMethod],
  exports: [OfficialAccountWebMethod],
})
export class OfficialAccountWebMethodModule {}
