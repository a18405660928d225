import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { issueLoginCode } from './control.ts';
import { forwardRequest, forwardedRequestSchema } from './forwarded-request.ts';
import { type Headers, send, sendJson } from './http.ts';
import { answerJsonCall } from './json-calls.ts';
import { type OwnAddresses, refuseForeignOrigin } from './local-callers.ts';
import type { MiniProgramSource } from './mini-program-source.ts';
import { readPhoneFile } from './phone-files.ts';
import { officialAccountDeeds } from './official-account-deeds.ts';
import { Problem, sendProblem } from './problem.ts';
import type { ProgramChanges } from './program-changes.ts';
import type { SimulatedWechat } from './simulated-wechat.ts';
import { described } from './web-oauth/connect-server.ts';

/** Enough for the longest request that is forwarded, in JSON's spelling. */
const BODY_LIMIT = 4_000_000;

/** @param pictures the origin beside the page's own that pictures may come from */
const contentSecurityPolicy = (pictures: string | undefined) =>
  [
    "default-src 'none'",
    // The page evaluates the compiled mini program, which arrives as text.
    "script-src 'self' 'unsafe-eval'",
    // The program's wxss and its style attributes arrive the same way.
    "style-src 'self' 'unsafe-inline'",
    // The API serves the pictures that people chose.
    `img-src 'self' data: blob:${pictures === undefined ? '' : ` ${pictures}`}`,
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const securityHeaders = (pictures: string | undefined): Headers => ({
  'Content-Security-Policy': contentSecurityPolicy(pictures),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
});

const CALLS = ['/phone/pack.json', '/phone/changes', '/phone/people', '/phone/login-code', '/phone/request'];
const ACCOUNT = '/phone/account';
const SIGN_IN = '/phone/sign-in';

const scannedSignIn = z.strictObject({ person: z.string().min(1).max(64), uuid: z.string().min(1).max(64) });
const answeredSignIn = scannedSignIn.extend({ answer: z.enum(['allow', 'refuse', 'stay']) });
const loginCode = z.strictObject({ person: z.string().min(1).max(64) });

export interface PhoneServerOptions {
  readonly wechat: SimulatedWechat;
  readonly miniProgram: MiniProgramSource;
  /** Where a watching build runs: phones that are open then load each build. */
  readonly changes: ProgramChanges | undefined;
  readonly appId: string;
  /** The folder of the built page. */
  readonly pageFolder: string;
  /** Whether links to the API's origin are marked when the phone opens them in WeChat's browser. */
  readonly markWechatBrowser: boolean;
  /** Asked for at every request, because the API may start after the simulator. */
  allowedOrigin(): string | undefined;
}

/** Everything under `/phone/`: the page, and what it needs of WeChat and of the network. */
export class PhoneServer {
  readonly #options: PhoneServerOptions;

  constructor(options: PhoneServerOptions) {
    this.#options = options;
  }

  get #headers(): Headers {
    return securityHeaders(this.#options.allowedOrigin());
  }

  /** Answers one request; its refusals carry the page's headers too. */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    own: OwnAddresses,
  ): Promise<void> {
    try {
      if (isCall(url.pathname)) {
        refuseForeignOrigin(request.headers, own);
        await this.#call(request, response, url);
      } else await this.#file(request, response, url);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      sendProblem(response, error, this.#headers);
    }
  }

  async #file(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new Problem(405, 'method_not_allowed', 'Use GET here.', { Allow: 'GET, HEAD' });
    }
    if (url.pathname === '/phone') {
      // A code that was typed by hand; the page's own addresses are relative to the folder.
      send(response, 308, { ...this.#headers, Location: `/phone/${url.search}` }, '');
      return;
    }
    const file = await readPhoneFile(this.#options.pageFolder, url.pathname.slice('/phone/'.length));
    send(response, file.status, { ...this.#headers, ...file.headers }, file.body);
  }

  async #call(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const { wechat, miniProgram, changes, appId } = this.#options;
    const markedOrigin = this.#options.markWechatBrowser ? this.#options.allowedOrigin() : undefined;
    if (url.pathname === '/phone/pack.json' && request.method === 'GET') {
      const json = { ...this.#headers, 'Content-Type': 'application/json; charset=utf-8' };
      send(response, 200, json, await miniProgram.packJson());
      return;
    }
    if (changes && url.pathname === '/phone/changes' && request.method === 'GET') {
      changes.follow(response, this.#headers);
      return;
    }
    const reply = await answerJsonCall(
      {
        'GET /phone/people': () => ({
          status: 200,
          value: {
            ...(changes && { reloads: true }),
            ...(wechat.officialAccount && { account: wechat.officialAccount.settings.name }),
            ...(markedOrigin !== undefined && { markedOrigin }),
            people: wechat.people
              .list()
              .map(({ id, label, names, blocked }) => ({ id, label, names, blocked })),
          },
        }),
        'POST /phone/login-code': async ({ body }) => {
          const { person } = await body(loginCode);
          return { status: 200, value: { code: issueLoginCode(wechat, person) } };
        },
        ...officialAccountDeeds(wechat, ACCOUNT),
        [`POST ${SIGN_IN}/scan`]: async ({ body }) => {
          const { uuid, person } = await body(scannedSignIn);
          return { status: 200, value: described(wechat.web.scanSignIn(uuid, person).request) };
        },
        [`POST ${SIGN_IN}/answer`]: async ({ body }) => {
          const { uuid, ...visit } = await body(answeredSignIn);
          wechat.web.answerSignIn(uuid, visit);
          return { status: 200, value: {} };
        },
        'POST /phone/request': async ({ body }) => {
          const forwarded = await body(forwardedRequestSchema);
          const gone = new AbortController();
          response.once('close', () => gone.abort());
          const rules = { appId, allowedOrigin: this.#options.allowedOrigin() };
          return { status: 200, value: await forwardRequest(forwarded, rules, gone.signal) };
        },
      },
      request,
      url,
      BODY_LIMIT,
    );
    sendJson(response, reply.status, reply.value, this.#headers);
  }
}

function isCall(path: string): boolean {
  return CALLS.includes(path) || path.startsWith(`${ACCOUNT}/`) || path.startsWith(`${SIGN_IN}/`);
}
