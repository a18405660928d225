import { Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { AvatarHousekeeping } from './avatar-housekeeping.ts';
import { AvatarStorage } from './avatar-storage.ts';
import { avatarStorageOf } from './avatar-storage-of.ts';
import { AvatarsController } from './avatars.controller.ts';
import { AvatarsService } from './avatars.service.ts';
import { AvatarsTable } from './avatars-table.ts';
import { PictureDrawer } from './picture-drawer.ts';

@Module({
  imports: [DatabaseModule],
  controllers: [AvatarsController],
  providers: [
    {
      provide: AvatarStorage,
      inject: [SETTINGS],
      useFactory: (settings: Settings) => avatarStorageOf(settings),
    },
    { provide: PictureDrawer, useFactory: () => new PictureDrawer() },
    AvatarHousekeeping,
    AvatarsService,
    AvatarsTable,
  ],
  exports: [AvatarsService, AvatarStorage],
})
export class AvatarsModule {}
