import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { BrowserCookie } from './browser-cookie.ts';
import { KnownBrowsersHousekeeping } from './known-browsers-housekeeping.ts';
import { KnownBrowsersTable } from './known-browsers-table.ts';
import { KnownBrowsers } from './known-browsers.ts';

@Module({
  imports: [DatabaseModule],
  providers: [BrowserCookie, KnownBrowsers, KnownBrowsersHousekeeping, KnownBrowsersTable],
  exports: [BrowserCookie, KnownBrowsers, KnownBrowsersTable],
})
export class KnownBrowsersModule {}
