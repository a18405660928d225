import { Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { Metrics } from '../metrics/metrics.ts';
import { Database } from './database.ts';

/** Provides `Database`, open and migrated. */
@Module({
  providers: [
    {
      provide: Database,
      inject: [SETTINGS, Metrics],
      useFactory: (settings: Settings, metrics: Metrics) =>
        Database.open(settings.databaseUrl, (outcome, seconds) =>
          metrics.databaseQueries.observe({ outcome }, seconds),
        ),
    },
  ],
  exports: [Database],
})
export class DatabaseModule {}
