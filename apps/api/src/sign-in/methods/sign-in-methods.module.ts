import { Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { MiniProgramMethod } from './mini-program/mini-program-method.ts';
import { MiniProgramMethodModule } from './mini-program/mini-program-method.module.ts';
import { MessageMethod } from './official-account/message-method.ts';
import { OfficialAccountMethod } from './official-account/official-account-method.ts';
import { OfficialAccountMethodsModule } from './official-account/official-account-methods.module.ts';
import { OfficialAccountWebMethod } from './official-account-web/official-account-web-method.ts';
import { OfficialAccountWebMethodModule } from './official-account-web/official-account-web-method.module.ts';
import { SignInMethods, type SignInMethod } from './sign-in-methods.ts';
import { WebsiteMethod } from './website/website-method.ts';
import { WebsiteMethodModule } from './website/website-method.module.ts';

/** The only list of sign-in methods; the settings say which of them are offered. */
@Module({
  imports: [
    MiniProgramMethodModule,
    OfficialAccountMethodsModule,
    OfficialAccountWebMethodModule,
    WebsiteMethodModule,
  ],
  providers: [
    {
      provide: SignInMethods,
      inject: [
        SETTINGS,
        MiniProgramMethod,
        OfficialAccountMethod,
        MessageMethod,
        OfficialAccountWebMethod,
        WebsiteMethod,
      ],
      useFactory: ({ loginMethods }: Settings, ...methods: SignInMethod[]) =>
        new SignInMethods(loginMethods.flatMap((id) => methods.filter((method) => method.id === id))),
    },
  ],
  exports: [SignInMethods],
})
export class SignInMethodsModule {}
