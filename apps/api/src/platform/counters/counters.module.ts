import { Global, Module } from '@nestjs/common';
import { DatabaseModule } from '../database/database.module.ts';
import { HourlyCounts } from './hourly-counts.ts';

@Global()
@Module({ imports: [DatabaseModule], providers: [HourlyCounts], exports: [HourlyCounts] })
export class CountersModule {}
