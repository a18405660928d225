import { Module } from '@nestjs/common';
import { OPEN_REGION_DATABASE, Places } from './places.ts';
import { RegionDatabase } from './region-database.ts';

@Module({
  providers: [{ provide: OPEN_REGION_DATABASE, useValue: () => new RegionDatabase() }, Places],
  exports: [Places],
})
export class PlacesModule {}
