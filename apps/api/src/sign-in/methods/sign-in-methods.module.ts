import { Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { MiniProgramMethod } from './mini-program/mini-program-method.ts';
import { MiniProgramMethodModule } from './mini-program/mini-program-method.module.ts';
import { MessageMethod } from './official-account/message-method.ts';
import { OfficialAccountMethod } from './official-account/official-account-method.ts';
import { OfficialAccountMethodsModule } from './official-account/official-account-methods.module.ts';
import type { SceneMethod } from './scene-method.ts';
import { SignInMethods } from './sign-in-methods.ts';

/** The only list of sign-in methods; the settings say which of them are offered. */
@Module({
  imports: [MiniProgramMethodModule, OfficialAccountMethodsModule],
  providers: [
    {
      provide: SignInMethods,
      inject: [SETTINGS, MiniProgramMethod, OfficialAccountMethod, MessageMethod],
      useFactory: ({ loginMethods }: Settings, ...methods: SceneMethod[]) =>
        new SignInMethods(loginMethods.flatMap((id) => methods.filter((method) => method.id === id))),
    },
  ],
  exports: [SignInMethods],
})
export class SignInMethodsModule {}
