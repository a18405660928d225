import { Logger, Module } from '@nestjs/common';
import { localize } from '../operator-messages/messages.ts';
import { secretMessages } from './secret-messages.ts';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { Database } from '../database/database.ts';
import { DatabaseModule } from '../database/database.module.ts';
import { MaqiaoSecret } from './maqiao-secret.ts';
import { verifyInstallation } from './verify-installation.ts';

/** The secret, checked against the database before anything can use it. */
@Module({
  imports: [DatabaseModule],
  providers: [
    {
      provide: MaqiaoSecret,
      inject: [Database, SETTINGS],
      useFactory: async (database: Database, settings: Settings) => {
        try {
          const secret = await verifyInstallation(database, settings);
          if (secret.isGuessable) new Logger('Secret').warn(localize(secretMessages.secret_guessable_in_use));
          return secret;
        } catch (error) {
          // The start ends here, and Nest closes nothing then: idle connections would keep the process.
          await database.onApplicationShutdown();
          throw error;
        }
      },
    },
  ],
  exports: [MaqiaoSecret],
})
export class SecretModule {}
