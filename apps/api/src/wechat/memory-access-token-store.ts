import type { Clock } from '../platform/clock/clock.ts';
import { type AccessToken, AccessTokenStore, type FetchRight } from './access-token-store.ts';

/** The access token of a single process. */
export class MemoryAccessTokenStore extends AccessTokenStore {
  override readonly isShared = false;
  private token: AccessToken | null = null;
  private right: { readonly until: number } | null = null;

  constructor(private readonly clock: Clock) {
    super();
  }

  override get(): Promise<AccessToken | null> {
    return Promise.resolve(this.token);
  }

  override put(token: AccessToken): Promise<void> {
    this.token = token;
    return Promise.resolve();
  }

  override remove(value: string): Promise<void> {
    if (this.token?.value === value) this.token = null;
    return Promise.resolve();
  }

  override takeFetchRight(lifetimeMs: number): Promise<FetchRight | null> {
    const now = this.clock.steady();
    if (this.right && this.right.until > now) return Promise.resolve(null);
    const right = { until: now + lifetimeMs };
    this.right = right;
    return Promise.resolve({
      release: () => {
        if (this.right === right) this.right = null;
        return Promise.resolve();
      },
    });
  }
}
