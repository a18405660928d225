import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { SecurityEventsTable } from './security-events-table.ts';
import { AuditLog } from './audit-log.ts';
import { AuditHousekeeping } from './audit-housekeeping.ts';

@Module({
  imports: [DatabaseModule],
  providers: [SecurityEventsTable, AuditLog, AuditHousekeeping],
  exports: [AuditLog],
})
export class AuditModule {}
