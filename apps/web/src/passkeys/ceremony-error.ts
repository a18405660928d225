/**
 * Why no passkey came. `cancelled`: by the person, or because there is none, which browsers do not tell apart; `stopped`: by
 * `stopAsking`; `known`: this device has one of the account already; `unfit`: the device cannot make one, or something
 * else went wrong in it.
 */
export type CeremonyFault = 'cancelled' | 'stopped' | 'known' | 'unfit';

export class CeremonyError extends Error {
  readonly fault: CeremonyFault;

  constructor(fault: CeremonyFault, cause: unknown) {
    super(fault, { cause });
    this.name = 'CeremonyError';
    this.fault = fault;
  }
}
