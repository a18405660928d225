import { Injectable } from '@nestjs/common';
import type { MiniProgramSession, ScanRequest, ScanResponse } from '@maqiao/shared';
import { provenByMiniProgram, type ProvenIdentity } from '../../../people/identities/proven-identity.ts';
import { Limits } from '../../../limits/limits.ts';
import { ApiError } from '../../../platform/http/api-error.ts';
import type { ClientAddress } from '../../../platform/http/client-address.ts';
import { WechatClient } from '../../../wechat/wechat-client.ts';
import { CompleteSignIn } from '../../complete-sign-in.ts';
import { Places } from '../../places/places.ts';
import { SceneDecisions } from '../../scenes/scene-decisions.ts';
import { SceneScanners } from '../../scenes/scene-scanners.ts';

const UNKNOWN_PURPOSE =
  'purposes: this scene is for something that the phone does not know. Update the mini program.';

/** Signs the phone's person in to the mini program, and scans a scene for them. */
@Injectable()
export class PhoneService {
  constructor(
    private readonly decisions: SceneDecisions,
    private readonly scanners: SceneScanners,
    private readonly completeSignIn: CompleteSignIn,
    private readonly wechat: WechatClient,
    private readonly places: Places,
    private readonly limits: Limits,
  ) {}

  /** Signs a person in to the mini program by a fresh login code. */
  async signIn(loginCode: string, address: ClientAddress): Promise<MiniProgramSession> {
    await this.limits.scan(address.ip);
    const person = await this.completeSignIn.identify(await this.#prove(loginCode, address), 'mini-program');
    await this.limits.person(person.id);
    return this.completeSignIn.miniProgramSession(person);
  }

  /**
   * Makes the person who holds the phone the scanner of a scene. Checks in the protocol's order: the scene's state,
   * limits, WeChat, then the atomic scan.
   * @throws ApiError `invalid_request` when this phone cannot show what the scene is for
   */
  async scan(
    scene: string,
    { code, entry, purposes = [] }: ScanRequest,
    address: ClientAddress,
  ): Promise<ScanResponse> {
    const found = await this.decisions.findOpen(scene, 'mini-program');
    const { purpose } = found.browser;
    if (purpose !== undefined && !purposes.includes(purpose.kind))
      throw new ApiError('invalid_request', { detail: UNKNOWN_PURPOSE });
    await this.limits.scan(address.ip);
    const near = this.places.near(found.browser, { ip: address.visitor, ipUncertain: !address.certain });
    const proven = await this.#prove(code, address);
    const scanned = await this.scanners.scan(found, proven, { near, entry: entry ?? null });
    const { person, ...answer } = scanned;
    return { ...(await this.completeSignIn.miniProgramSession(person)), ...answer };
  }

  /** Counts refused login codes of an address. */
  async #prove(loginCode: string, { ip }: ClientAddress): Promise<ProvenIdentity> {
    try {
      const answer = await this.wechat.exchangeLoginCode(loginCode);
      return provenByMiniProgram(answer.appId, answer);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'invalid_login_code')
        await this.limits.refusedLoginCode(ip);
      throw error;
    }
  }
}
