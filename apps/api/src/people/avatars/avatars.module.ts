import { Module } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { fromRepository } from '../../platform/database/database-location.ts';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { AvatarHousekeeping } from './avatar-housekeeping.ts';
import { AvatarStorage } from './avatar-storage.ts';
import { AvatarsController } from './avatars.controller.ts';
import { AvatarsService } from './avatars.service.ts';
import { AvatarsTable } from './avatars-table.ts';
import { DiskAvatarStorage } from './disk-avatar-storage.ts';
import { PictureDrawer } from './picture-drawer.ts';
import { S3AvatarStorage } from './s3-avatar-storage.ts';

@Module({
  imports: [DatabaseModule],
  controllers: [AvatarsController],
  providers: [
    {
      provide: AvatarStorage,
      inject: [SETTINGS],
      useFactory: ({ avatars }: Settings) =>
        avatars.kind === 'disk'
          ? new DiskAvatarStorage(fromRepository(avatars.folder))
          : new S3AvatarStorage(avatars),
    },
    { provide: PictureDrawer, useFactory: () => new PictureDrawer() },
    AvatarHousekeeping,
    AvatarsService,
    AvatarsTable,
  ],
  exports: [AvatarsService],
})
export class AvatarsModule {}
