import { Injectable } from '@nestjs/common';
import type { AdapterPayload } from 'oidc-provider';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';

/** What a client has of a person now. */
interface ClientAccess {
  /** Devices that have access. */
  readonly devices: number;
  /** Whether any of it outlives the session in which it was given. */
  readonly outlivesSignOut: boolean;
}

/** Which access clients have that does not end with a session: that of devices, and of `offline_access`. */
@Injectable()
export class GrantedAccess {
  constructor(
    private readonly database: Database,
    private readonly secret: MaqiaoSecret,
    private readonly clock: Clock,
  ) {}

  /** By client id. */
  async of(userId: string): Promise<Map<string, ClientAccess>> {
    const rows = await this.database.queries
      .selectFrom('oidc_records')
      .select(['model', 'id_hash', 'client_id', 'grant_id', 'payload_sealed'])
      .where('user_id', '=', userId)
      .where('model', 'in', ['AccessToken', 'RefreshToken'])
      .where('consumed_at', 'is', null)
      .where('expires_at', '>', this.clock.now())
      .execute();
    const lasting = rows.flatMap((row) => {
      const { model, id_hash: idHash } = row;
      const opened = this.secret.open('oidc-record', `${model} ${idHash}`, row.payload_sealed);
      const payload = JSON.parse(opened) as AdapterPayload;
      if (payload.expiresWithSession === true || row.client_id === null) return [];
      const isDevice = String(payload.gty).startsWith(DEVICE_TYPE);
      // An access token of `offline_access` ends in an hour.
      if (model === 'AccessToken' && !isDevice) return [];
      return [{ clientId: row.client_id, grant: row.grant_id ?? idHash, isDevice }];
    });
    const clients = new Set(lasting.map(({ clientId }) => clientId));
    return new Map(
      [...clients].map((clientId) => {
        const own = lasting.filter((one) => one.clientId === clientId);
        const devices = new Set(own.flatMap(({ isDevice, grant }) => (isDevice ? [grant] : [])));
        return [clientId, { devices: devices.size, outlivesSignOut: own.length > 0 }];
      }),
    );
  }
}

/** As the engine calls the grant type of RFC 8628 in a token; a refreshed one has more behind it. */
const DEVICE_TYPE = 'device_code';
