import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ProtectedHost } from '../config/protected-hosts.ts';
import { ApiError } from '../platform/http/api-error.ts';
import type { Session } from '../sessions/session.ts';
import { InteractionCookies } from '../sign-in/interaction-cookies.ts';
import { Interactions, type Interaction, type InteractionHandler } from '../sign-in/interactions.ts';
import { HostConsents } from './host-consents.ts';
import { ProtectedHosts } from './protected-hosts.ts';
import { SignInsTable, UIDS } from './sign-ins-table.ts';
import { TOLD_SCOPES } from './told-scopes.ts';
import { OUR_PATH } from './way-back.ts';

/** Sign-ins of protected sites as the hosted page and the phone see them: like those of any client. */
@Injectable()
export class ForwardAuthInteractions implements InteractionHandler, OnModuleInit {
  readonly uids = UIDS;

  constructor(
    private readonly hosts: ProtectedHosts,
    private readonly signIns: SignInsTable,
    private readonly consents: HostConsents,
    private readonly cookies: InteractionCookies,
    private readonly interactions: Interactions,
  ) {}

  onModuleInit(): void {
    this.interactions.handleWith(this);
  }

  async find(uid: string, cookieHeader: string | undefined): Promise<Interaction> {
    const { host } = await this.#begunHere(uid, cookieHeader);
    return {
      uid,
      clientId: host,
      client: { name: host, host, scopes: [...TOLD_SCOPES] },
      wantsProof: false,
      isDevice: false,
    };
  }

  async finish(uid: string, cookieHeader: string | undefined, session: Session): Promise<string> {
    const host = await this.#begunHere(uid, cookieHeader);
    await this.consents.grant(session.userId, host.host);
    return this.#wayTo(host, uid, session);
  }

  goOn(uid: string, cookieHeader: string | undefined, session: Session): Promise<string> {
    return this.finish(uid, cookieHeader, session);
  }

  async prove(uid: string, cookieHeader: string | undefined, session: Session): Promise<string> {
    await this.#begunHere(uid, cookieHeader);
    return (await this.straightBack(uid, session)) ?? this.hosts.loginAddress(`/interaction/${uid}`);
  }

  async deny(uid: string, cookieHeader: string | undefined): Promise<string> {
    const host = await this.#begunHere(uid, cookieHeader);
    return `${this.hosts.originOf(host)}${OUR_PATH}/callback?error=access_denied`;
  }

  /**
   * A browser comes from a protected site with somebody signed in here.
   * @returns where it goes next: straight back where this person has agreed before; undefined: they have to be asked
   * @throws ApiError `interaction_expired`
   */
  async straightBack(uid: string, session: Session): Promise<string | undefined> {
    const host = await this.hostOf(uid);
    const hasAgreed = await this.consents.has(session.userId, host.host);
    return hasAgreed ? this.#wayTo(host, uid, session) : undefined;
  }

  /** @throws ApiError `interaction_expired`, also when the settings do not hold the host any more */
  async hostOf(uid: string): Promise<ProtectedHost> {
    const name = UIDS.test(uid) ? await this.signIns.hostOf(uid) : undefined;
    const host = name === undefined ? undefined : this.hosts.byName(name);
    if (host === undefined) throw new ApiError('interaction_expired');
    return host;
  }

  async #begunHere(uid: string, cookieHeader: string | undefined): Promise<ProtectedHost> {
    const host = await this.hostOf(uid);
    if (!this.cookies.proves(cookieHeader, uid)) throw new ApiError('interaction_elsewhere');
    return host;
  }

  async #wayTo(host: ProtectedHost, uid: string, session: Session): Promise<string> {
    const code = await this.signIns.giveCode(uid, session.sid);
    if (code === undefined) throw new ApiError('interaction_expired');
    return `${this.hosts.originOf(host)}${OUR_PATH}/callback?${new URLSearchParams({ sign_in: uid, code }).toString()}`;
  }
}
