import { Module } from '@nestjs/common';
import { PasskeysModule } from '../../../people/passkeys/passkeys.module.ts';
import { PasskeyMethod } from './passkey-method.ts';

@Module({ imports: [PasskeysModule], providers: [PasskeyMethod], exports: [PasskeyMethod] })
export class PasskeyMethodModule {}
