import { Injectable } from '@nestjs/common';
import type { MiniProgramSession, ScanResponse } from '@maqiao/shared';
import { provenByMiniProgram } from '../../../people/identities/proven-identity.ts';
import { Limits } from '../../../limits/limits.ts';
import { ApiError } from '../../../platform/http/api-error.ts';
import type { ClientAddress } from '../../../platform/http/client-address.ts';
import { WechatClient } from '../../../wechat/wechat-client.ts';
import { CompleteSignIn, type IdentifiedUser } from '../../complete-sign-in.ts';
import { Places } from '../../places/places.ts';
import { SceneDecisions } from '../../scenes/scene-decisions.ts';

/** Signs the phone's person in to the mini program, and scans a scene for them. */
@Injectable()
export class PhoneService {
  constructor(
    private readonly decisions: SceneDecisions,
    private readonly completeSignIn: CompleteSignIn,
    private readonly wechat: WechatClient,
    private readonly places: Places,
    private readonly limits: Limits,
  ) {}

  /** Signs a person in to the mini program by a fresh login code. */
  async signIn(loginCode: string, address: ClientAddress): Promise<MiniProgramSession> {
    await this.limits.scan(address.ip);
    return this.completeSignIn.miniProgramSession(await this.#identify(loginCode, address));
  }

  /**
   * Makes the person who holds the phone the scanner of a scene. Checks in the protocol's order: the scene's state,
   * limits, WeChat, then the atomic scan.
   */
  async scan(
    scene: string,
    loginCode: string,
    entry: number | null,
    address: ClientAddress,
  ): Promise<ScanResponse> {
    const found = await this.decisions.findOpen(scene, 'mini-program');
    await this.limits.scan(address.ip);
    const person = await this.#identify(loginCode, address);
    const near = this.places.near(found.browser, { ip: address.visitor, ipUncertain: !address.certain });
    const scanned = await this.decisions.scan(found, person, { near, entry });
    return { ...(await this.completeSignIn.miniProgramSession(person)), ...scanned };
  }

  async #identify(loginCode: string, address: ClientAddress): Promise<IdentifiedUser> {
    try {
      const answer = await this.wechat.exchangeLoginCode(loginCode);
      const proven = provenByMiniProgram(answer.appId, answer);
      const person = await this.completeSignIn.identify(proven);
      await this.limits.person(person.id);
      return person;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'invalid_login_code') {
        await this.limits.refusedLoginCode(address.ip);
      }
      throw error;
    }
  }
}
