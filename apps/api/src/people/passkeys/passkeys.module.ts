import { Module } from '@nestjs/common';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { IdentitiesModule } from '../identities/identities.module.ts';
import { PasskeysTable } from './passkeys-table.ts';
import { Passkeys } from './passkeys.service.ts';

/** Passkeys: which credential of which authenticator belongs to which user. */
@Module({
  imports: [DatabaseModule, IdentitiesModule],
  providers: [Passkeys, PasskeysTable],
  exports: [Passkeys, PasskeysTable],
})
export class PasskeysModule {}
