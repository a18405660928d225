import { Module } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { DatabaseModule } from '../../platform/database/database.module.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { SecretModule } from '../../platform/secret/secret.module.ts';
import { AccessTokens } from './access-tokens.ts';
import { JwksController } from './jwks.controller.ts';
import { SigningKeys } from './signing-keys.ts';

@Module({
  imports: [DatabaseModule, SecretModule],
  controllers: [JwksController],
  providers: [
    {
      provide: SigningKeys,
      inject: [Database, MaqiaoSecret, Clock],
      useFactory: (database: Database, secret: MaqiaoSecret, clock: Clock) =>
        SigningKeys.open(database, secret, clock),
    },
    AccessTokens,
  ],
  exports: [AccessTokens],
})
export class TokensModule {}
