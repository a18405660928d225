import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { SecretModule } from '../../platform/secret/secret.module.ts';
import { UsersService } from './users.service.ts';

@Module({
  imports: [DatabaseModule, SecretModule],
  providers: [UsersService],
  exports: [UsersService],
})
export class UsersModule {}
