import { Module } from '@nestjs/common';
import { Clock } from '../common/clock.ts';
import { Database } from '../database/database.ts';
import { DatabaseModule } from '../database/database.module.ts';
import { MaqiaoSecret } from '../secret/maqiao-secret.ts';
import { SecretModule } from '../secret/secret.module.ts';
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
