import type { IdentityProvider } from '@maqiao/shared';
import { Inject, Injectable, type OnApplicationShutdown, Optional } from '@nestjs/common';
import { isAxiosError, isCancel } from 'axios';
import { ApiError } from '../platform/http/api-error.ts';
import { joinMessages, message, type InBoth } from '../platform/operator-messages/messages.ts';
import { wechatMessages } from './wechat-messages.ts';
import { WECHAT_ENDPOINTS, type WechatEndpoint } from './endpoints.ts';
import { WechatHttp } from './wechat-http.ts';
import { unavailable, WechatError } from './wechat-error.ts';
import { WECHAT_OBSERVER, type WechatObserver, type WechatOutcome } from './wechat-observer.ts';

/** What one call sends, beside its endpoint. */
export interface WechatRequest {
  query?: Record<string, string>;
  /** Sent as JSON. */
  body?: Record<string, unknown>;
  /** Milliseconds for the whole call, when less than the endpoint's own are left. */
  timeoutMs?: number;
  /** Whose credentials it carries; the mini program's unless given. */
  account?: IdentityProvider;
}

/** An answer with status 200, undecoded: a picture read as text is ruined. */
export interface WechatAnswer {
  readonly bytes: Buffer;
  /** Only to be named to the operator; the content decides. */
  readonly mediaType: string;
  /** Whose credentials the call carried, to name its settings to the operator; the mini program's unless given. */
  readonly account?: IdentityProvider | undefined;
}

/**
 * The only place that speaks HTTP to WeChat. Errors of axios end here: they carry URL and body, and with them
 * AppSecret, access token and login code.
 */
@Injectable()
export class WechatTransport implements OnApplicationShutdown {
  constructor(
    private readonly http: WechatHttp,
    @Optional() @Inject(WECHAT_OBSERVER) private readonly observer?: WechatObserver,
  ) {}

  /**
   * Makes one call and reads its answer with `interpret`, which throws a WechatError for a refusal. Nothing is repeated.
   * @throws WechatError when WeChat is silent, unreachable, not WeChat, or refuses.
   */
  async call<T>(
    endpoint: WechatEndpoint,
    request: WechatRequest,
    interpret: (answer: WechatAnswer) => T,
  ): Promise<T> {
    const started = performance.now();
    let outcome: WechatOutcome = 'internal';
    try {
      const result = interpret(await this.send(endpoint, request));
      outcome = 'ok';
      return result;
    } catch (error) {
      outcome = outcomeOf(error);
      throw error;
    } finally {
      this.observer?.call(endpoint, outcome, (performance.now() - started) / 1000);
    }
  }

  /** Closes the pooled connections, so that the process can end; calls under way have ended by then. */
  onApplicationShutdown(): void {
    this.http.close();
  }

  private async send(endpoint: WechatEndpoint, request: WechatRequest): Promise<WechatAnswer> {
    const { method, path, timeoutMs: longest } = WECHAT_ENDPOINTS[endpoint];
    const timeoutMs = Math.max(1, Math.min(longest, request.timeoutMs ?? longest));
    const query = request.query ? `?${new URLSearchParams(request.query).toString()}` : '';
    const json = request.body && JSON.stringify(request.body);
    const response = await this.http
      .send({ method, path: path + query, json, timeoutMs })
      .catch((error: unknown) => {
        throw notReached(endpoint, error, timeoutMs);
      });
    const mediaType = mediaTypeOf(response.headers['content-type']);
    if (response.status !== 200) {
      throw unavailable(
        endpoint,
        joinMessages(
          message(wechatMessages.wechat_status, { status: response.status, mediaType }),
          message(wechatMessages.who_answers),
        ),
      );
    }
    return { bytes: response.data, mediaType, account: request.account };
  }
}

/** Converts an error of axios. Only its code is kept, and only when it looks like one. */
function notReached(endpoint: WechatEndpoint, error: unknown, timeoutMs: number): WechatError {
  if (isCancel(error)) {
    const hint = message(wechatMessages.wechat_silent, { seconds: timeoutMs / 1000 });
    return unavailable(endpoint, hint, new Error('ETIMEDOUT'));
  }
  const code = isAxiosError(error) ? error.code : undefined;
  const name = code !== undefined && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : 'UNKNOWN';
  return unavailable(
    endpoint,
    message(wechatMessages.wechat_unreached, { failure: name, cure: cureFor(name) }),
    new Error(name),
  );
}

function cureFor(code: string): InBoth {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return message(wechatMessages.wechat_host_unknown);
  }
  if (/CERT|TLS|SSL|SIGNED|UNABLE_TO/.test(code)) {
    return message(wechatMessages.wechat_certificate);
  }
  // HPE_…: Node's HTTP parser, when the answer is no HTTP.
  if (code === 'ERR_BAD_RESPONSE' || code.startsWith('HPE_'))
    return joinMessages(message(wechatMessages.wechat_answer_broken), message(wechatMessages.who_answers));
  return message(wechatMessages.wechat_way_out);
}

function outcomeOf(error: unknown): WechatOutcome {
  if (error instanceof WechatError && error.staleAccessToken) return 'stale_access_token';
  return error instanceof ApiError ? error.code : 'internal';
}

/** A content type in a form that is safe for a log line. */
function mediaTypeOf(header: unknown): string {
  const text = typeof header === 'string' ? (header.split(';')[0] ?? '').trim().toLowerCase() : '';
  return /^[a-z0-9.+-]{1,40}\/[a-z0-9.+-]{1,60}$/.test(text) ? text : 'no content type';
}
