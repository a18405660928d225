import { randomBytes } from 'node:crypto';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { Control } from './control.ts';
import { faultSchema, timesSchema } from './fault-schema.ts';
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
import { PhoneServer } from './phone-server.ts';
import { Problem, sendProblem } from './problem.ts';
import { ProgramChanges } from './program-changes.ts';
import { SimulatedWechat } from './simulated-wechat.ts';
import type { Simulator, SimulatorOptions } from './simulator-options.ts';
import { ConnectServer } from './web-oauth/connect-server.ts';

/** Where Vite puts the phone page. */
const BUILT_PHONE_PAGE = fileURLToPath(new URL('../dist/phone', import.meta.url));
/** An AppID as WeChat writes them, and nobody's. */
const DEFAULT_APP_ID = 'wx0000000000000000';

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
    publicAddress: (path) => `${publicUrl ?? ''}${path}`,
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
    markWechatBrowser: options.markWechatBrowser ?? false,
    allowedOrigin: () => allowedOrigin,
  });

  const connect = new ConnectServer({
    web: wechat.web,
    pageFolder: options.phonePageFolder ?? BUILT_PHONE_PAGE,
    publicUrl: () => publicUrl ?? '',
  });

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    void route(request, response, { wechat, control, phone, connect, own }).catch((error: unknown) => {
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
  readonly connect: ConnectServer;
  readonly own: OwnAddresses;
}

async function route(request: IncomingMessage, response: ServerResponse, parts: Parts): Promise<void> {
  const { wechat, control, phone, connect, own } = parts;
  const target = request.url ?? '/';
  const url = target.startsWith('/') ? URL.parse(`http://simulator.invalid${target}`) : null;
  if (!url) throw new Problem(400, 'invalid_request', 'The request target is not a path.');
  const phoneAddress = phoneAddressOf(url);
  if (phoneAddress !== undefined) send(response, 302, { Location: phoneAddress }, '');
  else if (url.pathname.startsWith('/control/')) {
    refuseRemotePeer(request.socket.remoteAddress);
    refuseForeignHost(request.headers, own);
    refuseForeignOrigin(request.headers, own);
    await control.handle(request, response, url);
  } else if (url.pathname === '/phone' || url.pathname.startsWith('/phone/')) {
    refuseForeignHost(request.headers, own);
    await phone.handle(request, response, url, own);
  } else if (url.pathname.startsWith('/connect/')) {
    refuseForeignHost(request.headers, own);
    await connect.handle(request, response, url, own);
  } else await wechat.wire.handle(request, response, url);
}

/** Where the phone opens what a code carries, or undefined when the address is none of those. */
function phoneAddressOf(url: URL): string | undefined {
  if (url.pathname === '/') return '/phone/';
  const [, kind, id = ''] = /^\/([qr])\/(.+)$/.exec(url.pathname) ?? [];
  if (kind === 'r') return '/phone/?account';
  return kind === 'q' ? `/phone/?q=${encodeURIComponent(id)}` : undefined;
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
