import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** A code that carries a scene to the account. */
export interface ParametricCode {
  readonly id: string;
  readonly ticket: string;
  /** What the picture carries. */
  readonly url: string;
  /** `0` where the call named none. */
  readonly scene: string;
  /** Milliseconds since 1970 on the simulator's clock. */
  readonly expiresAt: number;
}

/** The parametric codes (带参数二维码) of the account. */
export class ParametricCodes {
  readonly #clock: Clock;
  readonly #address: (id: string) => string;
  readonly #codes: ParametricCode[] = [];

  /** @param address what a code's picture carries, by the code's id */
  constructor(clock: Clock, address: (id: string) => string) {
    this.#clock = clock;
    this.#address = address;
  }

  create(scene: string, expireSeconds: number): ParametricCode {
    const now = this.#clock.now();
    const live = this.#codes.findIndex((code) => now < code.expiresAt);
    this.#codes.splice(0, live === -1 ? this.#codes.length : 0);
    const id = `02${randomBytes(16).toString('base64url')}`;
    const code: ParametricCode = {
      id,
      // Base64 with what a query must encode.
      ticket: `gQ${randomBytes(69).toString('base64').slice(2)}/+==`,
      url: this.#address(id),
      scene,
      expiresAt: now + expireSeconds * 1000,
    };
    this.#codes.push(code);
    return code;
  }

  /**
   * The code of that ticket, id, url or scene, or undefined when there is none or it has expired. By its scene it is found
   * where a page links to this phone and has the picture alone.
   */
  find(name: string): ParametricCode | undefined {
    const code = this.#codes.find(({ ticket, id, url, scene }) => [ticket, id, url, scene].includes(name));
    return code && this.#clock.now() < code.expiresAt ? code : undefined;
  }

  reset(): void {
    this.#codes.length = 0;
  }
}
