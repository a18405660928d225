import type { AdapterPayload } from 'oidc-provider';
import type { Limits } from '../../limits/limits.ts';
import { UNKNOWN_ADDRESS } from '../../platform/http/addresses.ts';
import { currentOidcCall } from './oidc-call.ts';
import { RecordsAdapter } from './records-adapter.ts';

/**
 * Device codes. A user code that is wrong, used or expired counts for the address that sent it. Beyond the limit no code
 * of that address is looked up, so that codes cannot be guessed (RFC 8628 §5.1).
 */
export class DeviceCodeAdapter extends RecordsAdapter {
  constructor(
    model: string,
    dependencies: ConstructorParameters<typeof RecordsAdapter>[1],
    private readonly limits: Limits,
  ) {
    super(model, dependencies);
  }

  override async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    const ip = currentOidcCall()?.address.ip ?? UNKNOWN_ADDRESS;
    // Counted before it is looked up: many at once would all be looked up otherwise.
    if (await this.limits.deviceCodesTooOften(ip)) return undefined;
    const payload = await super.findByUserCode(userCode);
    if (payload !== undefined && isWaiting(payload)) await this.limits.rightDeviceCode(ip);
    return payload;
  }
}

/** As the engine sees it: somebody may still let this device in. */
function isWaiting({ exp, error, accountId, inFlight, consumed }: AdapterPayload): boolean {
  const isExpired = exp !== undefined && exp <= Math.floor(Date.now() / 1000);
  return (
    !isExpired &&
    error === undefined &&
    accountId === undefined &&
    inFlight !== true &&
    consumed === undefined
  );
}
