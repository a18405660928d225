import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ProtectedHost } from '../config/protected-hosts.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { forwardAuthMessages } from './forward-auth-messages.ts';

/** The sites of FORWARD_AUTH_HOSTS, found by what the proxy says it serves. */
@Injectable()
export class ProtectedHosts {
  readonly #loginHost: string;
  /** `https:` or `http:`, that of PUBLIC_URL. */
  readonly #scheme: string;
  readonly #hosts: ReadonlyMap<string, ProtectedHost>;

  constructor(@Inject(SETTINGS) settings: Pick<Settings, 'publicUrl' | 'protectedHosts'>) {
    this.#loginHost = settings.publicUrl;
    this.#scheme = new URL(settings.publicUrl).protocol;
    this.#hosts = new Map(
      settings.protectedHosts.map(({ host, users }) => {
        const spelled = this.#spelled(host);
        return [spelled, { host: spelled, users }];
      }),
    );
  }

  /**
   * The site that a proxy serves: `X-Forwarded-Host`, or `Host` where the proxy keeps the visitor's. Where both name a
   * site of ours they must name the same one: a proxy that lets visitors write the first would let somebody in here who
   * may enter there.
   * @throws ApiError `host_not_protected`, with words for the operator
   */
  of({ raw: { headers } }: FastifyRequest): ProtectedHost {
    const own = this.#find(headers.host);
    const forwarded = headers['x-forwarded-host'];
    const named = forwarded === undefined || forwarded === '' ? own : this.#find(String(forwarded));
    if (named === undefined || (own !== undefined && own !== named))
      throw new ApiError('host_not_protected', {
        detail: 'FORWARD_AUTH_HOSTS does not hold the one host that the proxy names.',
        operatorHint: localize(forwardAuthMessages.host_not_protected),
      });
    return named;
  }

  /** A site by the name that it was found under; undefined when the settings do not hold it any more. */
  byName(host: string): ProtectedHost | undefined {
    return this.#hosts.get(host);
  }

  /** Its origin. */
  originOf({ host }: ProtectedHost): string {
    return `${this.#scheme}//${host}`;
  }

  /** The address of a path at the login host. */
  loginAddress(path: string): string {
    return this.#loginHost + path;
  }

  #find(name: string | undefined): ProtectedHost | undefined {
    // A name, and nothing that a URL may have around it; several of them have a comma.
    if (name === undefined || !/^[A-Za-z0-9.:[\]_-]{1,260}$/.test(name)) return undefined;
    return URL.canParse(`${this.#scheme}//${name}`) ? this.#hosts.get(this.#spelled(name)) : undefined;
  }

  /** In small letters, without the port that the scheme has anyway. */
  #spelled(name: string): string {
    return new URL(`${this.#scheme}//${name}`).host;
  }
}
