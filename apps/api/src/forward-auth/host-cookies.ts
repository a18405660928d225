import { Inject, Injectable } from '@nestjs/common';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { ProtectedHost } from '../config/protected-hosts.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { MaqiaoSecret } from '../platform/secret/maqiao-secret.ts';
import { INTERACTION_SECONDS } from '../sign-in/interaction-cookies.ts';

/**
 * Our cookies at a protected site. On https the prefix `__Host-` keeps neighbours of the domain from setting them
 * (RFC 6265bis §4.1.3.2). The session's is sealed with AES-GCM, and the host is authenticated with it: it opens at this
 * host only, and tells the app behind the proxy nothing.
 */
@Injectable()
export class HostCookies {
  readonly #secure: boolean;
  readonly #sessionSeconds: number;

  constructor(
    private readonly secret: MaqiaoSecret,
    @Inject(SETTINGS) settings: Pick<Settings, 'publicUrl' | 'sessions'>,
  ) {
    this.#secure = settings.publicUrl.startsWith('https:');
    this.#sessionSeconds = settings.sessions.max / 1000;
  }

  /** The header `Set-Cookie` that signs a browser in at this host. The session may end earlier than Max-Age says. */
  issue(host: ProtectedHost, sid: string): string {
    const value = this.secret.seal('forward-auth', rowOf(host), sid);
    return this.#header(this.#nameOf(host), value, this.#sessionSeconds);
  }

  /** The session that the browser was signed in with at this host; undefined for every value but a genuine one. */
  read(cookieHeader: string | undefined, host: ProtectedHost): string | undefined {
    const value = valueOf(cookieHeader, this.#nameOf(host));
    if (value === undefined) return undefined;
    try {
      return this.secret.open('forward-auth', rowOf(host), value);
    } catch {
      return undefined;
    }
  }

  clear(host: ProtectedHost): string {
    return this.#header(this.#nameOf(host), '', 0);
  }

  /** The secret by which a browser proves at this host that a sign-in began in it: one for each, so that two tabs hold two. */
  issueNonce(uid: string, nonce: string): string {
    return this.#header(this.#nonceNameOf(uid), nonce, INTERACTION_SECONDS);
  }

  readNonce(cookieHeader: string | undefined, uid: string): string | undefined {
    return valueOf(cookieHeader, this.#nonceNameOf(uid));
  }

  clearNonce(uid: string): string {
    return this.#header(this.#nonceNameOf(uid), '', 0);
  }

  #header(name: string, value: string, maxAge: number): string {
    return stringifySetCookie({
      name,
      value,
      path: '/',
      secure: this.#secure,
      httpOnly: true,
      sameSite: 'lax',
      maxAge,
    });
  }

  /** With the port, as cookies know none: two sites of one name keep one each. */
  #nameOf({ host }: ProtectedHost): string {
    const [, port] = /:(\d+)$/.exec(host) ?? [];
    return `${this.#prefix}maqiao-forward-auth${port === undefined ? '' : `-${port}`}`;
  }

  #nonceNameOf(uid: string): string {
    return `${this.#prefix}maqiao-n-${uid}`;
  }

  get #prefix(): string {
    return this.#secure ? '__Host-' : '';
  }
}

function rowOf({ host }: ProtectedHost): string {
  return `cookie ${host}`;
}

/** As it stands: percent signs would be another spelling of the same value. */
function valueOf(cookieHeader: string | undefined, name: string): string | undefined {
  return parseCookie(cookieHeader ?? '', { decode: (text) => text })[name];
}
