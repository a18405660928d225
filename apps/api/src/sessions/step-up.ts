import { Injectable } from '@nestjs/common';
import { ApiError } from '../platform/http/api-error.ts';
import { Limits } from '../limits/limits.ts';
import { IdentitiesService } from '../people/identities/identities.service.ts';
import { provenByMiniProgram } from '../people/identities/proven-identity.ts';
import { UsersService } from '../people/users/users.service.ts';
import { WechatClient } from '../wechat/wechat-client.ts';

/** Requires a fresh login code before a change that cannot be undone: an unlocked phone alone must not be enough. */
@Injectable()
export class StepUp {
  constructor(
    private readonly wechat: WechatClient,
    private readonly identities: IdentitiesService,
    private readonly users: UsersService,
    private readonly limits: Limits,
  ) {}

  /**
   * Returns when WeChat confirms that the login code is of this person. Counted as a scan of this address.
   * @throws ApiError `invalid_login_code` when it is not, or is no code at all; `invalid_token` when the person is gone
   */
  async require(userId: string, loginCode: string, ip: string): Promise<void> {
    await this.limits.scan(ip);
    try {
      const answer = await this.wechat.exchangeLoginCode(loginCode);
      const proven = provenByMiniProgram(answer.appId, answer);
      if (await this.identities.belongsTo(userId, proven)) return;
      const isGone = (await this.users.get(userId)) === undefined;
      throw new ApiError(isGone ? 'invalid_token' : 'invalid_login_code');
    } catch (error) {
      if (error instanceof ApiError && error.code === 'invalid_login_code')
        await this.limits.refusedLoginCode(ip);
      throw error;
    }
  }
}
