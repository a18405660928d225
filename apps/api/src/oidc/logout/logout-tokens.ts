import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { Clock } from '../../platform/clock/clock.ts';
import type { LogoutRow } from '../../platform/database/tables.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { RSA_SIGNING_KEYS } from '../../sessions/tokens/key-families.ts';
import { SigningKeys } from '../../sessions/tokens/signing-keys.ts';
import type { ClientMetadata } from '../clients/client-metadata.ts';
import { EngineIds } from '../engine/engine-ids.ts';
import { logoutToken } from './logout-token.ts';

/** Signs logout tokens with the keys of ID tokens. */
@Injectable()
export class LogoutTokens {
  readonly #ids: EngineIds;

  constructor(
    private readonly keys: SigningKeys,
    @Inject(RSA_SIGNING_KEYS) private readonly rsaKeys: SigningKeys,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
    secret: MaqiaoSecret,
  ) {
    this.#ids = new EngineIds(secret);
  }

  /** A token for one attempt, signed with the algorithm of the client's ID tokens. */
  async sign(
    { user_id: userId, sid }: LogoutRow,
    { client_id: clientId, id_token_signed_response_alg: algorithm }: ClientMetadata,
  ): Promise<string> {
    const keys = algorithm === 'RS256' ? this.rsaKeys : this.keys;
    // An instance that has served no client yet has not read them.
    await keys.ensureFirst();
    const claims = {
      issuer: this.settings.publicUrl,
      clientId,
      userId,
      clientSid: this.#ids.clientSid(sid, clientId),
      now: this.clock.now(),
    };
    return logoutToken(claims, keys.signer(), algorithm);
  }
}
