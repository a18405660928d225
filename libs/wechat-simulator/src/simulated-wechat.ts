import { AccessTokens } from './access-tokens.ts';
import { CallLog } from './call-log.ts';
import { Clock } from './clock.ts';
import { Faults } from './faults.ts';
import { LoginCodes } from './login-codes.ts';
import { People } from './people.ts';
import { PublishedVersion } from './published-version.ts';
import { Quotas } from './quotas.ts';
import type { Credentials } from './wire/credentials.ts';
import { getwxacodeunlimitEndpoint } from './wire/getwxacodeunlimit.ts';
import { jscode2sessionEndpoint } from './wire/jscode2session.ts';
import { stableTokenEndpoint } from './wire/stable-token.ts';
import { tokenEndpoint } from './wire/token.ts';
import { Wire } from './wire/wire.ts';

export interface SimulatedWechatOptions extends Credentials {
  readonly miniProgramFolder: string | undefined;
  readonly enforceQuotas: boolean;
  /** The address that a mini-program code carries. */
  phoneAddress(scene: string, page: string | undefined): string;
}

/** WeChat as one account sees it: the state behind the wire, and the wire. */
export class SimulatedWechat {
  readonly clock = new Clock();
  readonly people: People;
  readonly loginCodes: LoginCodes;
  readonly tokens: AccessTokens;
  readonly published: PublishedVersion;
  readonly faults = new Faults();
  readonly calls = new CallLog();
  readonly wire: Wire;
  readonly #quotas: Quotas;

  constructor(options: SimulatedWechatOptions) {
    this.people = new People(options.appId);
    this.loginCodes = new LoginCodes(this.clock, this.people);
    this.tokens = new AccessTokens(this.clock);
    this.published = new PublishedVersion(options.miniProgramFolder);
    this.#quotas = new Quotas(this.clock, options.enforceQuotas);
    this.wire = new Wire(
      {
        stable_token: stableTokenEndpoint(options, this.tokens, this.#quotas),
        token: tokenEndpoint(options, this.tokens),
        getwxacodeunlimit: getwxacodeunlimitEndpoint({
          tokens: this.tokens,
          published: this.published,
          quotas: this.#quotas,
          phoneAddress: (scene, page) => options.phoneAddress(scene, page),
        }),
        jscode2session: jscode2sessionEndpoint(options, this.loginCodes, this.people, this.#quotas),
      },
      this.faults,
      this.calls,
      this.clock,
    );
  }

  /** Resets everything: tokens, codes, calls, faults, and the clock. */
  reset(): void {
    this.faults.reset();
    this.wire.reset();
    this.clock.reset();
    this.people.reset();
    this.loginCodes.reset();
    this.tokens.reset();
    this.published.reset();
    this.#quotas.reset();
    this.calls.reset();
  }
}
