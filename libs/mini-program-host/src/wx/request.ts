import { asOptions, textOption, WxFailure } from './wx-call.ts';
import type { WxCall } from './wx-call.ts';

/** What a request needs of the host's network. `globalThis.fetch` satisfies it. */
export type FetchLike = (url: string, init: FetchInit) => Promise<FetchAnswer>;

export interface FetchInit {
  method: string;
  headers: Record<string, string>;
  body: string | ArrayBuffer | null;
  signal: AbortSignal;
  redirect: 'follow' | 'manual';
}

export interface FetchAnswer {
  status: number;
  headers: Iterable<[string, string]>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** One wx.request, for a test or a developer's list. Holds what was sent: show bodies and headers to nobody else. */
export interface RequestRecord {
  method: string;
  url: string;
  header: Record<string, string>;
  body: string | ArrayBuffer | null;
  /** null until an answer came. */
  statusCode: number | null;
  /** WeChat's errMsg when there was no answer. */
  failure: string | null;
}

export interface RequestSettings {
  call: WxCall;
  fetch: FetchLike;
  appId: string;
  /** Origins entered in the console, such as `https://login.example.com`; null: the check is off. */
  requestDomains: readonly string[] | null;
  allowUrl: (url: string) => boolean;
  /** Called when a request starts and again when it ends. */
  onRequest: (record: RequestRecord) => void;
}

/** Milliseconds. https://developers.weixin.qq.com/miniprogram/dev/framework/ability/network.html */
const DEFAULT_TIMEOUT = 60_000;
/** Requests at once; the others wait. */
const MAXIMUM_CONCURRENT = 10;

/** There is no PATCH. */
const METHODS: readonly string[] = ['OPTIONS', 'GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'TRACE', 'CONNECT'];
/** Milliseconds that a request has left when the program goes to the background. */
const BACKGROUND_TIMEOUT_MS = 5_000;

// https://developers.weixin.qq.com/miniprogram/dev/framework/usability/PublicErrno.html
const ERRNO = {
  timeout: 5,
  network: 600001,
  domain: 600002,
  interrupted: 600003,
  invalidUrl: 600009,
} as const;

/** wx.request, and what happens to it when the program leaves the screen. */
export interface Requests {
  request: (options: unknown) => unknown;
  /** The program went to the background: what is not answered in 5 s fails with `interrupted`. */
  background: () => void;
  foreground: () => void;
}

/**
 * wx.request: `success` on every HTTP status, `content-type: application/json` also without a body, WeChat's
 * own Referer, 60 s, ten at once, five more seconds in the background. Answer headers are lower-cased; phones differ, so a program must not care.
 */
export function createRequest(settings: RequestSettings): Requests {
  const slots = createSlots(MAXIMUM_CONCURRENT);
  const running = new Set<AbortController>();
  let leaving: ReturnType<typeof setTimeout> | undefined;
  const request = (given: unknown) => {
    const options = asOptions(given);
    const abort = new AbortController();
    running.add(abort);
    const promise = settings.call('request', options, async () => {
      let record: RequestRecord | undefined;
      try {
        const prepared = prepare(options, settings);
        record = { ...prepared.shown, statusCode: null, failure: null };
        settings.onRequest(record);
        const release = await slots();
        try {
          const result = await send(prepared, options, abort, settings.fetch);
          record.statusCode = result.statusCode;
          return result;
        } finally {
          release();
        }
      } catch (error) {
        if (record) record.failure = error instanceof Error ? error.message : String(error);
        throw error;
      } finally {
        running.delete(abort);
        if (record) settings.onRequest(record);
      }
    });
    // A task, not a promise. A caller without callbacks does not get a failure, as in WeChat.
    if (promise instanceof Object && 'catch' in promise)
      void (promise as Promise<unknown>).catch(() => undefined);
    return {
      abort: () => abort.abort(new WxFailure('abort')),
      onHeadersReceived: () => undefined,
      offHeadersReceived: () => undefined,
      onChunkReceived: () => undefined,
      offChunkReceived: () => undefined,
    };
  };
  return {
    request,
    background: () => {
      clearTimeout(leaving);
      leaving = setTimeout(() => {
        for (const abort of running) abort.abort(new WxFailure('interrupted', ERRNO.interrupted));
      }, BACKGROUND_TIMEOUT_MS);
    },
    foreground: () => clearTimeout(leaving),
  };
}

interface Prepared {
  shown: Pick<RequestRecord, 'method' | 'url' | 'header' | 'body'>;
  headers: Record<string, string>;
}

function prepare(options: Record<string, unknown>, settings: RequestSettings): Prepared {
  let url = textOption(options.url);
  if (!/^https?:\/\/[^/]/.test(url)) throw new WxFailure(`invalid url "${url}"`, ERRNO.invalidUrl);
  const [origin = '', scheme = ''] = /^(https?:\/\/)[^/?#]+/.exec(url) ?? [];
  const host = origin.slice(scheme.length);
  // By text, as the console's list works: an entry without a port refuses even the default port written out.
  const listed = settings.requestDomains === null || settings.requestDomains.includes(origin);
  if (!listed || !settings.allowUrl(url)) throw new WxFailure(`url not in domain list:${host}`, ERRNO.domain);

  const method = textOption(options.method, 'GET').toUpperCase();
  if (!METHODS.includes(method)) throw new WxFailure('method is invalid');
  const header: Record<string, string> = {};
  for (const [name, value] of Object.entries(asOptions(options.header))) {
    header[name.toLowerCase()] = textOption(value, String(value));
  }
  header['content-type'] ??= 'application/json';
  // Programs cannot set it: WeChat writes its own.
  delete header.referer;
  let body: string | ArrayBuffer | null = null;
  const { data } = options;
  if (data !== undefined && data !== null) {
    if (method === 'GET') {
      const query = typeof data === 'object' ? formEncode(asOptions(data)) : '';
      if (query !== '') url += (url.includes('?') ? '&' : '?') + query;
    } else body = encodeBody(data, header['content-type']);
  }
  const referer = `https://servicewechat.com/${settings.appId}/devtools/page-frame.html`;
  return { shown: { method, url, header, body }, headers: { ...header, referer } };
}

async function send(
  prepared: Prepared,
  options: Record<string, unknown>,
  abort: AbortController,
  fetch: FetchLike,
): Promise<{ statusCode: number; data: unknown; header: Record<string, string>; cookies: string[] }> {
  const { method, url, body } = prepared.shown;
  const milliseconds = typeof options.timeout === 'number' ? options.timeout : DEFAULT_TIMEOUT;
  const timer = setTimeout(() => abort.abort(new WxFailure('timeout', ERRNO.timeout)), milliseconds);
  try {
    if (abort.signal.aborted) throw abort.signal.reason;
    const redirect = options.redirect === 'manual' ? 'manual' : 'follow';
    const answer = await fetch(url, {
      method,
      headers: prepared.headers,
      body,
      signal: abort.signal,
      redirect,
    });
    const bytes = await answer.arrayBuffer();
    const header: Record<string, string> = {};
    const cookies: string[] = [];
    for (const [name, value] of answer.headers) {
      if (name.toLowerCase() === 'set-cookie') cookies.push(value);
      header[name.toLowerCase()] = value;
    }
    return { data: decode(bytes, options), statusCode: answer.status, header, cookies };
  } catch (error) {
    if (abort.signal.aborted && abort.signal.reason instanceof WxFailure) throw abort.signal.reason;
    if (error instanceof WxFailure) throw error;
    throw new WxFailure(networkWords(error), ERRNO.network);
  } finally {
    clearTimeout(timer);
  }
}

function decode(bytes: ArrayBuffer, options: Record<string, unknown>): unknown {
  if (options.responseType === 'arraybuffer') return bytes;
  const text = new TextDecoder().decode(bytes);
  if (options.dataType !== undefined && options.dataType !== 'json') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not JSON after all: WeChat hands the text over.
    return text;
  }
}

function encodeBody(data: unknown, contentType: string | undefined): string | ArrayBuffer {
  if (typeof data === 'string') return data;
  if (Object.prototype.toString.call(data) === '[object ArrayBuffer]') return data as ArrayBuffer;
  if (contentType?.includes('x-www-form-urlencoded')) return formEncode(asOptions(data));
  return JSON.stringify(data);
}

function formEncode(fields: Record<string, unknown>): string {
  const text = (value: unknown) =>
    typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined');
  return Object.entries(fields)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(text(value))}`)
    .join('&');
}

function networkWords(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: unknown }; message?: unknown };
  if (typeof cause?.code === 'string') return `errcode:-1 ${cause.code}`;
  return typeof message === 'string' ? message : 'unknown network error';
}

/** @returns a function that resolves, when a slot is free, with the function that frees it again */
function createSlots(count: number): () => Promise<() => void> {
  let free = count;
  const waiting: (() => void)[] = [];
  const release = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };
  return async () => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return release;
  };
}
