import { Module } from '@nestjs/common';
import { KnownBrowsersModule } from '../people/known-browsers/known-browsers.module.ts';
import { SessionsModule } from '../sessions/sessions.module.ts';
import { CompleteSignInModule } from './complete-sign-in.module.ts';
import { TakeSession } from './take-session.ts';

/** How a browser gets its session, whatever the method. */
@Module({
  imports: [CompleteSignInModule, KnownBrowsersModule, SessionsModule],
  providers: [TakeSession],
  exports: [TakeSession],
})
export class TakeSessionModule {}
