import { Module } from '@nestjs/common';
import { IdentitiesModule } from '../../../people/identities/identities.module.ts';
import { OfficialAccountPushModule } from '../../../wechat/push/official-account-push.module.ts';
import { WechatModule } from '../../../wechat/wechat.module.ts';
import { ScenesModule } from '../../scenes/scenes.module.ts';
import { AccountChat } from './account-chat.ts';
import { AccountPerson } from './account-person.ts';
import { ChatStoreModule } from './chat-store.module.ts';
import { NewestQuestion } from './newest-question.ts';
import { PageQuestions } from './page-questions.ts';

/** The chat of the methods `official-account` and `message`. WeChat's messages reach it by `wechat/push`. */
@Module({
  imports: [ChatStoreModule, IdentitiesModule, OfficialAccountPushModule, ScenesModule, WechatModule],
  providers: [AccountChat, AccountPerson, NewestQuestion, PageQuestions],
  exports: [AccountChat, AccountPerson, ChatStoreModule, PageQuestions],
})
export class OfficialAccountModule {}
