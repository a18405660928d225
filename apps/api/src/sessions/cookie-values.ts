import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MaqiaoSecret } from '../platform/secret/maqiao-secret.ts';

/** A cookie that we issued: its session, and its number in it. */
export interface CookieValue {
  sid: string;
  counter: number;
}

const FORM = /^([A-Za-z0-9_-]{1,64})\.([1-9][0-9]{0,9})\.([A-Za-z0-9_-]{43})$/;

/** Cookie values `sid.n.mac`: the mac proves that we issued this number for this session. */
@Injectable()
export class CookieValues {
  constructor(private readonly secret: MaqiaoSecret) {}

  issue({ sid, counter }: CookieValue): string {
    return `${sid}.${counter}.${this.#mac(sid, counter)}`;
  }

  /** Parses a genuine value; undefined for every other text. Takes the same time for every wrong mac. */
  open(value: string): CookieValue | undefined {
    const [, sid, digits, mac] = FORM.exec(value) ?? [];
    if (sid === undefined || digits === undefined || mac === undefined) return undefined;
    const counter = Number(digits);
    const genuine = timingSafeEqual(Buffer.from(mac), Buffer.from(this.#mac(sid, counter)));
    return genuine ? { sid, counter } : undefined;
  }

  /** Neither part can contain the dot. */
  #mac(sid: string, counter: number): string {
    return this.secret.mac('cookie-mac', `${sid}.${counter}`);
  }
}
