import type { Clock } from '../clock.ts';
import type { OfficialAccount } from '../official-account/official-account.ts';
import type { WebsiteOptions } from '../official-account/settings.ts';
import type { People } from '../people.ts';
import { Problem } from '../problem.ts';
import { Authorizations, type Snapshot } from './authorizations.ts';
import {
  type AuthorizeErrcode,
  type AuthorizeRequest,
  type WebApp,
  readAuthorizeRequest,
  returnAddress,
} from './authorize-request.ts';
import { type QrSignIn, QrSignIns } from './qr-sign-ins.ts';

export const QRCONNECT_PATH = '/connect/qrconnect';
export const AUTHORIZE_PATH = '/connect/oauth2/authorize';

/** What a person does at one of the pages. */
export interface Visit {
  /** The id of the person. */
  readonly person: string;
  /**
   * `allow` unless given. After `refuse` the browser is sent back without a code; after `stay` it is not sent back
   * (what WeChat does is reported both ways). `snsapi_base` asks nobody.
   */
  readonly answer?: 'allow' | 'refuse' | 'stay' | undefined;
  /** The page is opened in snapshot mode (快照页); `unflagged`: without `is_snapshotuser`. */
  readonly snapshot?: Snapshot | undefined;
}

/** How a visit ends: with an address that the browser goes to, with an error page, or on the page. */
export interface VisitResult {
  readonly location?: string;
  readonly errcode?: AuthorizeErrcode;
}

/** WeChat's side of web OAuth: open.weixin.qq.com without its pages. */
export class WebOAuth {
  readonly authorizations: Authorizations;
  /** The codes on the pages of website sign-ins. */
  readonly qrSignIns: QrSignIns;
  readonly #people: People;
  readonly #officialAccount: OfficialAccount | undefined;
  readonly #website: WebsiteOptions | undefined;
  #websiteDomain: string | undefined;

  constructor(
    clock: Clock,
    people: People,
    officialAccount: OfficialAccount | undefined,
    website: WebsiteOptions | undefined,
  ) {
    this.authorizations = new Authorizations(clock, people);
    this.qrSignIns = new QrSignIns(clock);
    this.#people = people;
    this.#officialAccount = officialAccount;
    this.#website = website;
    this.#websiteDomain = website?.webDomain;
  }

  /** Sets the host that the website's sign-ins may come back to. */
  setWebsiteDomain(webDomain: string): void {
    this.#websiteDomain = webDomain;
  }

  /** Reads a request to the page of that path. */
  request(path: string, query: URLSearchParams): AuthorizeRequest | AuthorizeErrcode {
    return readAuthorizeRequest(path === QRCONNECT_PATH ? this.#websiteApp() : this.#accountApp(), query);
  }

  /** Whether the person is asked nothing: with `snsapi_base`, and a follower who came from the account's chat. */
  isSilent(request: AuthorizeRequest, personId: string, fromChat: boolean): boolean {
    if (request.scope === 'snsapi_base') return true;
    const follows = this.#officialAccount?.followers.find(personId) !== undefined;
    return request.scope === 'snsapi_userinfo' && fromChat && follows;
  }

  /** What a person answers at a page that WeChat would go on with. */
  answer(request: AuthorizeRequest, visit: Visit): VisitResult {
    this.#known(visit.person);
    const silent = request.scope === 'snsapi_base';
    if (!silent && visit.answer === 'stay') return {};
    if (!silent && visit.answer === 'refuse') return { location: returnAddress(request, undefined) };
    const location = this.#allow(request, visit.person, visit.snapshot);
    return typeof location === 'number' ? { errcode: location } : { location };
  }

  /**
   * Scans the code on the page of a website's sign-in, by its address or its uuid. Throws a Problem (404) for one that
   * has expired, and (409) for one that was answered.
   */
  scanSignIn(uuidOrUrl: string, personId: string): QrSignIn {
    this.#known(personId);
    const signIn = this.qrSignIns.find(uuidOrUrl);
    if (!signIn) throw new Problem(404, 'not_found', 'There is no such code, or it has expired.');
    if (signIn.state !== 'waiting' && signIn.state !== 'scanned') {
      throw new Problem(409, 'used', 'This code has been answered already.');
    }
    this.qrSignIns.set(signIn, 'scanned');
    return signIn;
  }

  /** Scans that code and answers on the phone; the page goes on by itself. Throws as `scanSignIn`. */
  answerSignIn(uuidOrUrl: string, visit: Visit): void {
    const signIn = this.scanSignIn(uuidOrUrl, visit.person);
    const { location } = this.answer(signIn.request, visit);
    this.qrSignIns.set(signIn, (visit.answer ?? 'allow') === 'allow' ? 'allowed' : 'refused', location);
  }

  /** Goes to an address of one of the pages and does what `visit` says, without a browser. */
  visit(address: string, visit: Visit): VisitResult {
    const url = new URL(address);
    if (url.pathname !== QRCONNECT_PATH && url.pathname !== AUTHORIZE_PATH) {
      throw new Problem(404, 'not_found', 'That is not a page for signing in.');
    }
    const request = this.request(url.pathname, url.searchParams);
    if (typeof request === 'number') return { errcode: request };
    return this.answer(request, visit);
  }

  /** Forgets codes and tokens; the website's domain stays. */
  reset(): void {
    this.authorizations.reset();
    this.qrSignIns.reset();
    this.#websiteDomain = this.#website?.webDomain;
  }

  /** The address with a new code for that person, or the number of the error page that they see instead. */
  #allow(request: AuthorizeRequest, personId: string, snapshot?: Snapshot): string | 10006 {
    const account = this.#officialAccount;
    const { appId } = request.app;
    if (account?.settings.appId === appId && account.settings.kind === 'test') {
      if (!account.followers.find(personId)) return 10006;
    }
    const code = this.authorizations.issueCode({ appId, personId, scope: request.scope, snapshot });
    return returnAddress(request, code);
  }

  #known(personId: string): void {
    if (!this.#people.find(personId)) throw new Problem(404, 'not_found', 'There is no person of that id.');
  }

  #websiteApp(): WebApp | undefined {
    return (
      this.#website && {
        appId: this.#website.appId,
        name: this.#website.name ?? 'Maqiao',
        webDomain: this.#websiteDomain,
        scopes: ['snsapi_login'],
        strictState: false,
      }
    );
  }

  #accountApp(): WebApp | undefined {
    const settings = this.#officialAccount?.settings;
    return (
      settings && {
        appId: settings.appId,
        name: settings.name,
        webDomain: settings.webDomain,
        scopes: settings.kind === 'subscription' ? [] : ['snsapi_base', 'snsapi_userinfo'],
        strictState: true,
      }
    );
  }
}
