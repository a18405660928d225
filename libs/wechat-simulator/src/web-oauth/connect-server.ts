import type { IncomingMessage, ServerResponse } from 'node:http';
import QRCode from 'qrcode';
import { z } from 'zod';
import { type Headers, send, sendJson } from '../http.ts';
import { type JsonRoutes, answerJsonCall } from '../json-calls.ts';
import { type OwnAddresses, refuseForeignOrigin } from '../local-callers.ts';
import { readPhoneFile } from '../phone-files.ts';
import { Problem, sendProblem } from '../problem.ts';
import type { AuthorizeErrcode, AuthorizeRequest } from './authorize-request.ts';
import { AUTHORIZE_PATH, QRCONNECT_PATH, type WebOAuth } from './web-oauth.ts';

const BODY_LIMIT = 16_384;
/** In the folder of the built phone page. */
const PAGE = 'index.html';

const page = z.enum([QRCONNECT_PATH, AUTHORIZE_PATH]);
const query = z.string().max(8192);
const person = z.string().min(1).max(64);
const opened = z.strictObject({
  page,
  query,
  person: person.optional(),
  fromChat: z.boolean().default(false),
});
const answered = z.strictObject({
  page,
  query,
  person,
  answer: z.enum(['allow', 'refuse', 'stay']),
  snapshot: z.enum(['flagged', 'unflagged']).optional(),
});
const started = z.strictObject({ query });

export interface ConnectServerOptions {
  readonly web: WebOAuth;
  /** The folder of the built phone page. */
  readonly pageFolder: string;
  /** The origin that the codes carry. */
  publicUrl(): string;
}

/** Everything under `/connect/`: the pages of open.weixin.qq.com, and what they ask. */
export class ConnectServer {
  readonly #options: ConnectServerOptions;
  readonly #routes: JsonRoutes;

  constructor(options: ConnectServerOptions) {
    this.#options = options;
    this.#routes = this.#calls();
  }

  /** Answers one request; its refusals carry the page's headers too. */
  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
    own: OwnAddresses,
  ): Promise<void> {
    const headers = pageHeaders(url.pathname);
    try {
      if (url.pathname === QRCONNECT_PATH || url.pathname === AUTHORIZE_PATH) {
        if (request.method !== 'GET' && request.method !== 'HEAD') {
          throw new Problem(405, 'method_not_allowed', 'Use GET here.', { Allow: 'GET, HEAD' });
        }
        const file = await readPhoneFile(this.#options.pageFolder, PAGE);
        send(response, file.status, { ...file.headers, ...headers }, file.body);
      } else if (url.pathname === '/connect/confirm' && request.method === 'GET') {
        const uuid = encodeURIComponent(url.searchParams.get('uuid') ?? '');
        send(response, 302, { ...headers, Location: `/phone/?uuid=${uuid}` }, '');
      } else {
        refuseForeignOrigin(request.headers, own);
        const reply = await answerJsonCall(this.#routes, request, url, BODY_LIMIT);
        sendJson(response, reply.status, reply.value, headers);
      }
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      sendProblem(response, error, headers);
    }
  }

  #calls(): JsonRoutes {
    const { web } = this.#options;
    return {
      'POST /connect/request': async ({ body }) => {
        const { page: path, query: text, person: id, fromChat } = await body(opened);
        const request = web.request(path, new URLSearchParams(text));
        if (typeof request === 'number') return errorPage(request);
        const silent = id !== undefined && web.isSilent(request, id, fromChat);
        return { status: 200, value: { ...described(request), silent } };
      },
      'POST /connect/answer': async ({ body }) => {
        const { page: path, query: text, ...visit } = await body(answered);
        const request = web.request(path, new URLSearchParams(text));
        if (typeof request === 'number') return errorPage(request);
        return { status: 200, value: web.answer(request, visit) };
      },
      'POST /connect/code': async ({ body }) => {
        const request = web.request(QRCONNECT_PATH, new URLSearchParams((await body(started)).query));
        if (typeof request === 'number') return errorPage(request);
        const { uuid } = web.qrSignIns.start(request);
        const url = `${this.#options.publicUrl()}/connect/confirm?uuid=${uuid}`;
        const svg = await QRCode.toString(url, { type: 'svg', margin: 4, errorCorrectionLevel: 'M' });
        const picture = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
        return { status: 200, value: { uuid, url, picture } };
      },
      'GET /connect/code/*': async ({ argument, query: seen }) => ({
        status: 200,
        value: await web.qrSignIns.news(argument, seen.get('seen') ?? ''),
      }),
    };
  }
}

function errorPage(errcode: AuthorizeErrcode): { status: number; value: unknown } {
  return { status: 200, value: { errcode } };
}

/** What the pages and the phone say of a request. */
export function described({ app, scope, redirectUri }: AuthorizeRequest): Record<string, unknown> {
  return { app: app.name, scope, host: redirectUri.host };
}

/** A website may frame its code; inside WeChat the consent is never framed. */
function pageHeaders(path: string): Headers {
  const ancestors = path === QRCONNECT_PATH ? '*' : "'none'";
  return {
    'Content-Security-Policy': `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors ${ancestors}`,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
}
