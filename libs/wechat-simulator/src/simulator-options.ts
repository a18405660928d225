import type { StaleTokenErrcode } from './access-tokens.ts';
import type { Call } from './call-log.ts';
import type { Endpoint } from './endpoints.ts';
import type { FaultInput } from './fault-schema.ts';
import type { OfficialAccount } from './official-account/official-account.ts';
import type { OfficialAccountOptions, WebsiteOptions } from './official-account/settings.ts';
import type { People } from './people.ts';
import type { EnvVersion } from './published-version.ts';
import type { WebOAuth } from './web-oauth/web-oauth.ts';

export interface SimulatorOptions {
  /** The address to bind to; 127.0.0.1 unless given. Another one is bound beside loopback. */
  readonly host?: string;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** The origin under which a phone reaches the simulator, if it is not `url`; pictures carry it. */
  readonly publicUrl?: string;
  readonly appId?: string;
  /** A random one unless given. */
  readonly appSecret?: string;
  /** The API's origin, the only one that the phone may call; see `allowOrigin`. */
  readonly allowedOrigin?: string;
  /** The folder of the compiled mini program. */
  readonly miniProgramFolder?: string;
  /** Whether phones that are open load the mini program again when it was built anew; false unless given. */
  readonly reloadPhones?: boolean;
  /** The folder of the built phone page; the package's own unless given. */
  readonly phonePageFolder?: string;
  /**
   * Whether the phone appends `wechat_browser=1` to links to the API's origin when it opens them in WeChat's browser:
   * a browser tab cannot send WeChat's User-Agent. False unless given.
   */
  readonly markWechatBrowser?: boolean;
  /** WeChat's limits per minute and day; true unless given. */
  readonly enforceQuotas?: boolean;
  /** An official account beside the mini program; none unless given. */
  readonly officialAccount?: OfficialAccountOptions;
  /** A website app of the open platform; none unless given. */
  readonly website?: WebsiteOptions;
  /** Whether all accounts are bound to one of the open platform: everybody has one unionid then. False unless given. */
  readonly bound?: boolean;
}

/** A running simulator; the control API's twin for tests in the same process. */
export interface Simulator {
  /** The origin to call it at, for example `http://127.0.0.1:40123`. */
  readonly url: string;
  /** The origin that pictures carry. */
  readonly publicUrl: string;
  readonly appId: string;
  readonly appSecret: string;
  /** The people with phones; `add` with an id that exists replaces that person. */
  readonly people: Pick<People, 'list' | 'find' | 'add' | 'remove' | 'openid' | 'unionid'>;
  /** The official account and what people do with it. Throws a RangeError when the simulator plays none. */
  readonly officialAccount: OfficialAccount;
  /** The sign-in pages of open.weixin.qq.com, without a browser. */
  readonly web: Pick<WebOAuth, 'visit' | 'scanSignIn' | 'answerSignIn' | 'setWebsiteDomain'>;
  /** What `wx.login` returns on that person's phone; RangeError when there is no such person. */
  loginCode(personId: string): string;
  /** Queues a fault for the next `times` calls (1 unless given; null: until reset); ZodError on a bad one. */
  fault(endpoint: Endpoint, fault: FaultInput, times?: number | null): void;
  /** The calls so far, of one endpoint or of all. */
  calls(endpoint?: Endpoint): Call[];
  /** Milliseconds since 1970 on the simulator's clock. */
  now(): number;
  /** Lets that much time pass at once, for codes, tokens, quotas and delays. */
  advanceClock(milliseconds: number): void;
  /** Refuses the current access tokens from now on, with 42001 unless given. */
  expireAccessToken(errcode?: StaleTokenErrcode): void;
  /** Sets what `check_path` is checked against. */
  publish(version: {
    readonly pages?: readonly string[];
    readonly envVersions?: readonly EnvVersion[];
  }): void;
  /** Sets the one origin that the phone may call. */
  allowOrigin(origin: string): void;
  /**
   * Back to the state right after the start. Allowed origin, push address and web domains stay. Breaks off what hangs or
   * is late.
   */
  reset(): void;
  /** Breaks every connection and stops. */
  close(): Promise<void>;
}
