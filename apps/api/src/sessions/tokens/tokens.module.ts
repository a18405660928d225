import { Module } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { SecretModule } from '../../platform/secret/secret.module.ts';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { AccessTokens } from './access-tokens.ts';
import { JwksController } from './jwks.controller.ts';
import { ecKeyFamily, rsaKeyFamily, RSA_SIGNING_KEYS } from './key-families.ts';
import { SigningKeys } from './signing-keys.ts';

@Module({
  imports: [DatabaseModule, SecretModule],
  controllers: [JwksController],
  providers: [
    {
      provide: SigningKeys,
      inject: [Database, MaqiaoSecret, Clock, SETTINGS],
      useFactory: async (database: Database, secret: MaqiaoSecret, clock: Clock, settings: Settings) => {
        const keys = await SigningKeys.open(database, secret, clock, ecKeyFamily(settings));
        await keys.ensureFirst();
        return keys;
      },
    },
    {
      provide: RSA_SIGNING_KEYS,
      inject: [Database, MaqiaoSecret, Clock, SETTINGS],
      useFactory: (database: Database, secret: MaqiaoSecret, clock: Clock, settings: Settings) =>
        SigningKeys.open(database, secret, clock, rsaKeyFamily(settings)),
    },
    AccessTokens,
  ],
  exports: [AccessTokens, SigningKeys, RSA_SIGNING_KEYS],
})
export class TokensModule {}
