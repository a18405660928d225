import { Module } from '@nestjs/common';
import { SecretModule } from '../platform/secret/secret.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { InteractionCookies } from './interaction-cookies.ts';
import { InteractionsController } from './interactions.controller.ts';
import { Interactions } from './interactions.ts';

@Module({
  imports: [SecretModule, SessionsModule],
  controllers: [InteractionsController],
  providers: [InteractionCookies, Interactions],
  exports: [InteractionCookies, Interactions],
})
export class InteractionsModule {}
