import { Injectable } from '@nestjs/common';
import { ApiError } from '../platform/http/api-error.ts';
import { Limits } from '../limits/limits.ts';
import { UsersService } from '../people/users/users.service.ts';
import { WechatClient } from '../wechat/wechat-client.ts';

/** Asks for a fresh login code before what cannot be undone: a phone that lies open on a table must not do it. */
@Injectable()
export class StepUp {
  constructor(
    private readonly wechat: WechatClient,
    private readonly users: UsersService,
    private readonly limits: Limits,
  ) {}

  /**
   * Passes when WeChat says that the login code is of this person. Counted as a scan of this address.
   * @throws ApiError `invalid_login_code` when it is not, or is no code at all; `invalid_token` when the person is gone
   */
  async require(userId: string, loginCode: string, ip: string): Promise<void> {
    await this.limits.scan(ip);
    try {
      const answer = await this.wechat.exchangeLoginCode(loginCode);
      const identity = await this.users.identityOf(userId);
      if (identity === undefined) throw new ApiError('invalid_token');
      if (identity.openid !== answer.openid) throw new ApiError('invalid_login_code');
      // WeChat has just replaced this person's session_key: keep the new one.
      await this.users.keepSessionKey(userId, answer);
    } catch (error) {
      if (error instanceof ApiError && error.code === 'invalid_login_code')
        await this.limits.refusedLoginCode(ip);
      throw error;
    }
  }
}
