import { randomBytes } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { StaleTokenErrcode } from './access-tokens.ts';
import type { Call } from './call-log.ts';
import { Control } from './control.ts';
import type { Endpoint } from './endpoints.ts';
import { type FaultInput, faultSchema, timesSchema } from './fault-schema.ts';
import { send } from './http.ts';
import {
  type OwnAddresses,
  bracketed,
  ownAddresses,
  refuseForeignHost,
  refuseForeignOrigin,
  refuseRemotePeer,
} from './local-callers.ts';
import { MiniProgramSource } from './mini-program-source.ts';
import type { People } from './people.ts';
import { PhoneServer } from './phone-server.ts';
import { Problem, sendProblem } from './problem.ts';
import type { OfficialAccount } from './official-account/official-account.ts';
import type { OfficialAccountOptions, WebsiteOptions } from './official-account/settings.ts';
import { ProgramChanges } from './program-changes.ts';
import type { EnvVersion } from './published-version.ts';
import { SimulatedWechat } from './simulated-wechat.ts';
import type { WebOAuth } from './web-oauth/web-oauth.ts';

/** Where Vite puts the phone page. */
const BUILT_PHONE_PAGE = fileURLToPath(new URL('../dist/phone', import.meta.url));
/** An AppID as WeChat writes them, and nobody's. */
const DEFAULT_APP_ID = 'wx0000000000000000';

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
  readonly web: Pick<WebOAuth, 'visit' | 'setWebsiteDomain'>;
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
  /** Back to the state right after the start, the allowed origin excepted. Breaks off what hangs or is late. */
  reset(): void;
  /** Breaks every connection and stops. */
  close(): Promise<void>;
}

/**
 * Starts a stand-in for api.weixin.qq.com with its control calls and the phone. Rejects when the address
 * cannot be bound to, or when an option is no origin.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const host = options.host ?? '127.0.0.1';
  const appId = options.appId ?? DEFAULT_APP_ID;
  const appSecret = options.appSecret ?? randomBytes(16).toString('hex');
  let allowedOrigin = options.allowedOrigin === undefined ? undefined : originOf(options.allowedOrigin);
  let publicUrl = options.publicUrl === undefined ? undefined : originOf(options.publicUrl);

  const wechat = new SimulatedWechat({
    appId,
    appSecret,
    miniProgramFolder: options.miniProgramFolder,
    enforceQuotas: options.enforceQuotas ?? true,
    officialAccount: options.officialAccount,
    website: options.website,
    bound: options.bound ?? false,
    codeAddress: (id) => `${publicUrl ?? ''}/q/${id}`,
    phoneAddress: (scene, page) => phoneAddress(publicUrl ?? '', scene, page),
  });
  const control = new Control(wechat);
  const miniProgram = new MiniProgramSource(options.miniProgramFolder);
  const phone = new PhoneServer({
    wechat,
    miniProgram,
    changes: options.reloadPhones ? new ProgramChanges(miniProgram) : undefined,
    appId,
    pageFolder: options.phonePageFolder ?? BUILT_PHONE_PAGE,
    allowedOrigin: () => allowedOrigin,
  });

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    void route(request, response, { wechat, control, phone, own }).catch((error: unknown) => {
      refuse(request, response, error);
    });
  };
  const servers = [await listen(answer, options.port ?? 0, host)];
  const { port } = servers[0]?.address() as AddressInfo;
  // The API asks at loopback only, also when phones come from the network.
  if (!answersLoopback(host)) servers.push(await listen(answer, port, '127.0.0.1'));
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  const url = new URL(`http://${bracketed(reachable)}:${port}`).origin;
  publicUrl ??= url;
  const own = ownAddresses(host, port, publicUrl);

  return {
    url,
    publicUrl,
    appId,
    appSecret,
    people: wechat.people,
    get officialAccount() {
      if (!wechat.officialAccount) throw new RangeError('the simulator plays no official account');
      return wechat.officialAccount;
    },
    web: wechat.web,
    loginCode: (personId) => wechat.loginCodes.issue(personId),
    fault: (endpoint, fault, times) =>
      wechat.faults.add(endpoint, faultSchema.parse(fault), timesSchema.parse(times)),
    calls: (endpoint) => wechat.calls.list(endpoint),
    now: () => wechat.clock.now(),
    advanceClock: (milliseconds) => wechat.clock.advance(milliseconds),
    expireAccessToken: (errcode = 42001) => wechat.expireAccessTokens(errcode),
    publish: (version) => wechat.published.set(version),
    allowOrigin: (origin) => {
      allowedOrigin = originOf(origin);
    },
    reset: () => wechat.reset(),
    close: () =>
      Promise.all(
        servers.map(
          (server) =>
            new Promise<void>((resolve) => {
              wechat.reset();
              server.close(() => resolve());
              server.closeAllConnections();
            }),
        ),
      ).then(() => undefined),
  };
}

function listen(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
  port: number,
  host: string,
): Promise<Server> {
  const server = createServer(answer);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** Whether a server bound to this address also answers at 127.0.0.1. */
function answersLoopback(host: string): boolean {
  return ['127.0.0.1', 'localhost', '0.0.0.0', '::'].includes(host);
}

/** The address of the phone page that opens that page of the mini program with that scene. */
function phoneAddress(publicUrl: string, scene: string, page: string | undefined): string {
  const query = `scene=${encodeURIComponent(scene)}`;
  return `${publicUrl}/phone/?${page === undefined ? query : `${query}&page=${encodeURIComponent(page)}`}`;
}

interface Parts {
  readonly wechat: SimulatedWechat;
  readonly control: Control;
  readonly phone: PhoneServer;
  readonly own: OwnAddresses;
}

async function route(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const { wechat, control, phone, own } = parts;
  const target = request.url ?? '/';
  const url = target.startsWith('/') ? URL.parse(`http://simulator.invalid${target}`) : null;
  if (!url) throw new Problem(400, 'invalid_request', 'The request target is not a path.');
  if (url.pathname === '/') send(response, 302, { Location: '/phone/' }, '');
  else if (url.pathname.startsWith('/q/')) {
    const id = encodeURIComponent(url.pathname.slice('/q/'.length));
    send(response, 302, { Location: `/phone/?q=${id}` }, '');
  } else if (url.pathname.startsWith('/control/')) {
    refuseRemotePeer(request.socket.remoteAddress);
    refuseForeignHost(request.headers, own);
    refuseForeignOrigin(request.headers, own);
    await control.handle(request, response, url);
  } else if (url.pathname === '/phone' || url.pathname.startsWith('/phone/')) {
    refuseForeignHost(request.headers, own);
    await phone.handle(request, response, url, own);
  } else await wechat.wire.handle(request, response, url);
}

/** Answers what a route threw. Anything but a Problem is a mistake of ours, or a client that has gone. */
function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (request.socket.destroyed || response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof Problem) {
    sendProblem(response, error);
    return;
  }
  console.error('The WeChat simulator failed:', error);
  sendProblem(response, new Problem(500, 'internal', 'The simulator failed; its output says why.'));
}

/** A URL's origin. Throws a TypeError when it is no http or https URL. */
function originOf(value: string): string {
  const url = URL.parse(value);
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new TypeError('not an http or https address');
  }
  return url.origin;
}
