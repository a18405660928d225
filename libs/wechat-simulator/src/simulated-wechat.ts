import { AccessTokens, type StaleTokenErrcode } from './access-tokens.ts';
import { CallLog } from './call-log.ts';
import { Clock } from './clock.ts';
import { Faults } from './faults.ts';
import { LoginCodes } from './login-codes.ts';
import { OfficialAccount } from './official-account/official-account.ts';
import type { OfficialAccountOptions, WebsiteOptions } from './official-account/settings.ts';
import { People } from './people.ts';
import { PublishedVersion } from './published-version.ts';
import { Quotas } from './quotas.ts';
import { WebOAuth } from './web-oauth/web-oauth.ts';
import type { TokenAccount } from './wire/account-tokens.ts';
import { autoreplyInfoEndpoint, selfmenuInfoEndpoint } from './wire/console-info.ts';
import type { Credentials } from './wire/credentials.ts';
import { getwxacodeunlimitEndpoint } from './wire/getwxacodeunlimit.ts';
import { jscode2sessionEndpoint } from './wire/jscode2session.ts';
import { headimgEndpoint } from './wire/headimg.ts';
import type { SimulatedOfficialAccount } from './wire/official-account-call.ts';
import { qrcodeCreateEndpoint } from './wire/qrcode-create.ts';
import { showqrcodeEndpoint } from './wire/showqrcode.ts';
import { snsAccessTokenEndpoint, snsRefreshTokenEndpoint } from './wire/sns-oauth2.ts';
import { snsAuthEndpoint, snsUserinfoEndpoint } from './wire/sns-userinfo.ts';
import { stableTokenEndpoint } from './wire/stable-token.ts';
import { tokenEndpoint } from './wire/token.ts';
import { userInfoEndpoint } from './wire/user-info.ts';
import { Wire } from './wire/wire.ts';

export interface SimulatedWechatOptions extends Credentials {
  readonly miniProgramFolder: string | undefined;
  readonly enforceQuotas: boolean;
  readonly officialAccount: OfficialAccountOptions | undefined;
  readonly website: WebsiteOptions | undefined;
  /** Whether the accounts are bound to one of the open platform; then everybody has a unionid. */
  readonly bound: boolean;
  /** The address that a mini-program code carries. */
  phoneAddress(scene: string, page: string | undefined): string;
  /** The address of a path for pictures and answers. */
  publicAddress(path: string): string;
}

/** WeChat as one owner's accounts see it: the state behind the wire, and the wire. */
export class SimulatedWechat {
  readonly clock = new Clock();
  readonly people: People;
  readonly loginCodes: LoginCodes;
  readonly published: PublishedVersion;
  readonly faults = new Faults();
  readonly calls = new CallLog();
  /** Undefined when the simulator plays none. */
  readonly officialAccount: OfficialAccount | undefined;
  readonly web: WebOAuth;
  readonly wire: Wire;
  /** The accounts that have access tokens. */
  readonly #accounts: readonly TokenAccount[];
  readonly #quotas: Quotas;

  constructor(options: SimulatedWechatOptions) {
    this.people = new People(options.appId, options.bound);
    this.loginCodes = new LoginCodes(this.clock, this.people);
    this.published = new PublishedVersion(options.miniProgramFolder);
    this.#quotas = new Quotas(this.clock, options.enforceQuotas);
    const miniProgram = {
      appId: options.appId,
      appSecret: options.appSecret,
      tokens: new AccessTokens(this.clock),
    };
    const officialAccount = this.#officialAccountOf(options);
    this.officialAccount = officialAccount?.account;
    this.web = new WebOAuth(this.clock, this.people, this.officialAccount, options.website);
    this.#accounts = officialAccount ? [miniProgram, officialAccount] : [miniProgram];
    const surroundings = { officialAccount, accounts: this.#accounts };
    const webApps = [officialAccount, options.website].filter((app) => app !== undefined);
    const { authorizations } = this.web;
    this.wire = new Wire(
      {
        stable_token: stableTokenEndpoint(this.#accounts, this.#quotas),
        token: tokenEndpoint(this.#accounts),
        getwxacodeunlimit: getwxacodeunlimitEndpoint({
          account: miniProgram,
          accounts: this.#accounts,
          published: this.published,
          quotas: this.#quotas,
          phoneAddress: (scene, page) => options.phoneAddress(scene, page),
        }),
        jscode2session: jscode2sessionEndpoint(options, this.loginCodes, this.people, this.#quotas),
        qrcode_create: qrcodeCreateEndpoint(surroundings),
        showqrcode: showqrcodeEndpoint(this.officialAccount),
        user_info: userInfoEndpoint(surroundings, this.people),
        get_current_autoreply_info: autoreplyInfoEndpoint(surroundings),
        get_current_selfmenu_info: selfmenuInfoEndpoint(surroundings),
        sns_access_token: snsAccessTokenEndpoint(webApps, authorizations),
        sns_refresh_token: snsRefreshTokenEndpoint(webApps, authorizations),
        sns_auth: snsAuthEndpoint(authorizations),
        sns_userinfo: snsUserinfoEndpoint(authorizations, this.people, (path) => options.publicAddress(path)),
        headimg: headimgEndpoint(this.people),
      },
      this.faults,
      this.calls,
      this.clock,
    );
  }

  /** Refuses the current access tokens of all accounts from now on with that number. */
  expireAccessTokens(errcode: StaleTokenErrcode): void {
    for (const { tokens } of this.#accounts) tokens.expire(errcode);
  }

  /** Resets everything: tokens, codes, calls, faults, and the clock. */
  reset(): void {
    this.faults.reset();
    this.wire.reset();
    this.clock.reset();
    this.people.reset();
    this.loginCodes.reset();
    for (const { tokens } of this.#accounts) tokens.reset();
    this.officialAccount?.reset();
    this.web.reset();
    this.published.reset();
    this.#quotas.reset();
    this.calls.reset();
  }

  #officialAccountOf(options: SimulatedWechatOptions): SimulatedOfficialAccount | undefined {
    if (!options.officialAccount) return undefined;
    const { appId, appSecret } = options.officialAccount;
    const account = new OfficialAccount(options.officialAccount, this.clock, this.people, (path) =>
      options.publicAddress(path),
    );
    return { appId, appSecret, tokens: new AccessTokens(this.clock), account };
  }
}
