import { Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { Branding } from './branding.ts';
import { SiteController } from './site.controller.ts';

@Module({
  controllers: [SiteController],
  providers: [
    { provide: Branding, inject: [SETTINGS], useFactory: (settings: Settings) => Branding.read(settings) },
  ],
  exports: [Branding],
})
export class BrandingModule {}
