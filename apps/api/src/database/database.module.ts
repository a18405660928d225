import { Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { Database } from './database.ts';

/** The durable state. Whoever is given `Database` finds it open and migrated. */
@Module({
  providers: [
    {
      provide: Database,
      inject: [SETTINGS],
      useFactory: (settings: Settings) => Database.open(settings.databaseUrl),
    },
  ],
  exports: [Database],
})
export class DatabaseModule {}
