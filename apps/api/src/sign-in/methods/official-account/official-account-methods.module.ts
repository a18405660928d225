import { Module } from '@nestjs/common';
import { WechatModule } from '../../../wechat/wechat.module.ts';
import { ChatStoreModule } from './chat-store.module.ts';
import { MessageMethod } from './message-method.ts';
import { OfficialAccountMethod } from './official-account-method.ts';

/** Separate from the chat (`official-account.module.ts`): it needs the scenes, and the scenes need the methods. */
@Module({
  imports: [ChatStoreModule, WechatModule],
  providers: [MessageMethod, OfficialAccountMethod],
  exports: [MessageMethod, OfficialAccountMethod],
})
export class OfficialAccountMethodsModule {}
