import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { z } from 'zod';
import { BodyTooLargeError, mediaType, readBody } from './http.ts';

/** What `wx.request` waits for, unless the program asks for less. */
const DEFAULT_TIMEOUT = 60_000;
const LONGEST_REQUEST = 1_000_000;
/** A picture of 2 MiB, in base64. */
const LONGEST_BYTES = 2_900_000;
const LONGEST_RESPONSE = 5_000_000;
/** A phone's cookies are the business of `wx.request`'s caller; the simulated one keeps none. */
const WITHHELD_HEADERS: readonly string[] = ['set-cookie', 'connection', 'keep-alive', 'transfer-encoding'];

const method = z.enum(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

/** One `wx.request`, as the phone page hands it over. */
export const forwardedRequestSchema = z.strictObject({
  url: z.string().min(1).max(8192),
  method: z
    .preprocess((value) => (typeof value === 'string' ? value.toUpperCase() : value), method)
    .default('GET'),
  headers: z.record(z.string(), z.string().max(8192)).default({}),
  body: z.string().max(LONGEST_REQUEST).optional(),
  /** Instead of `body`, for what is not text: a chosen picture. */
  bodyBase64: z.base64().max(LONGEST_BYTES).optional(),
});
export type ForwardedRequest = z.output<typeof forwardedRequestSchema>;

/** What came of it: an answer of whatever status, or the reason of `request:fail`. */
export type ForwardedResponse =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  | { readonly error: string };

export interface ForwardingRules {
  readonly appId: string;
  /** The only origin that is called; without one nothing is. */
  readonly allowedOrigin: string | undefined;
  readonly timeoutMilliseconds?: number;
}

/**
 * Sends one request to the API as a phone would: without Origin and cookies, with WeChat's Referer, and
 * of the program's own headers only Content-Type and Authorization. Redirects are not followed. Only
 * paths under `/api/` of the one allowed origin are reached; everything else, and every failure of the
 * network, is an `error` and never an exception. `signal` gives up early (`RequestTask.abort`).
 */
export async function forwardRequest(
  forwarded: ForwardedRequest,
  rules: ForwardingRules,
  signal: AbortSignal,
): Promise<ForwardedResponse> {
  const url = allowedUrl(forwarded.url, rules.allowedOrigin);
  // The words that a phone shows for a host that is not in the console's list.
  if (!url) return { error: 'url not in domain list' };
  const headers: Record<string, string> = {
    Referer: `https://servicewechat.com/${rules.appId}/devtools/page-frame.html`,
  };
  for (const [name, value] of Object.entries(forwarded.headers)) {
    const lower = name.toLowerCase();
    if (lower === 'content-type' || lower === 'authorization') headers[lower] = value;
  }
  const timeout = AbortSignal.timeout(rules.timeoutMilliseconds ?? DEFAULT_TIMEOUT);
  try {
    const response = await exchange(url, forwarded, headers, AbortSignal.any([signal, timeout]));
    const body = await readBody(response, LONGEST_RESPONSE);
    if (body.length > 0 && !isText(response)) return { error: 'the answer is neither JSON nor text' };
    return { status: response.statusCode ?? 0, headers: headersOf(response), body: body.toString('utf8') };
  } catch (error) {
    if (timeout.aborted) return { error: 'timeout' };
    if (signal.aborted) return { error: 'abort' };
    return { error: reasonOf(error) };
  }
}

/** The address, if it leads to the API; undefined for every other. */
function allowedUrl(address: string, allowedOrigin: string | undefined): URL | undefined {
  if (allowedOrigin === undefined || !URL.canParse(address)) return undefined;
  // Parsing resolves `..` in all its spellings, so what is compared here is what is requested.
  const url = new URL(address);
  const harmless = url.username === '' && url.password === '';
  return harmless && url.origin === allowedOrigin && url.pathname.startsWith('/api/') ? url : undefined;
}

function exchange(
  url: URL,
  { method, body, bodyBase64 }: ForwardedRequest,
  headers: Record<string, string>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? requestHttps : requestHttp;
    // A connection of its own each time: a kept one may be closed by the server just as it is used.
    const content = bodyBase64 === undefined ? Buffer.from(body ?? '') : Buffer.from(bodyBase64, 'base64');
    const sent = content.length > 0 && method !== 'GET' && method !== 'HEAD' ? content : undefined;
    // Node itself says no length for DELETE, and the body would be read as the next request.
    const length = sent && { 'Content-Length': String(sent.length) };
    const request = send(url, { method, headers: { ...headers, ...length }, signal, agent: false });
    request.once('response', resolve);
    request.on('error', reject);
    request.end(sent);
  });
}

function isText(response: IncomingMessage): boolean {
  const type = mediaType(response.headers['content-type']);
  return type.startsWith('text/') || type === 'application/json' || type.endsWith('+json');
}

function headersOf(response: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined && !WITHHELD_HEADERS.includes(name)) headers[name] = String(value);
  }
  return headers;
}

/** A short reason without the address or anything that was sent. */
function reasonOf(error: unknown): string {
  if (error instanceof BodyTooLargeError) return 'the answer is too large';
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'network error';
}
