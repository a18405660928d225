import { Module } from '@nestjs/common';
import { SessionsModule } from '../../sessions/sessions.module.ts';
import { InteractionsModule } from '../interactions.module.ts';
import { SignInMethodsModule } from '../methods/sign-in-methods.module.ts';
import { SignInOptionsController } from './sign-in-options.controller.ts';

@Module({
  imports: [InteractionsModule, SessionsModule, SignInMethodsModule],
  controllers: [SignInOptionsController],
})
export class SignInOptionsModule {}
