import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { SecurityEventsTable } from './security-events-table.ts';
import { SecurityTrail } from './security-trail.ts';
import { TrailHousekeeping } from './trail-housekeeping.ts';

@Module({
  imports: [DatabaseModule],
  providers: [SecurityEventsTable, SecurityTrail, TrailHousekeeping],
  exports: [SecurityTrail],
})
export class EventsModule {}
