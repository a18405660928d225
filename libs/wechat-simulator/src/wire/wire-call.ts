/** A call to one of WeChat's endpoints, read whole. */
export interface WireCall {
  readonly path: string;
  readonly method: string;
  readonly query: URLSearchParams;
  /** The media type of the body, lower case, without parameters. */
  readonly mediaType: string;
  readonly body: Buffer;
}

/** What an endpoint's rules make of a call: an error number, or the bytes of a success. */
export type WireResult =
  | { readonly ok: false; readonly errcode: number }
  | {
      readonly ok: true;
      /** 200 unless given. */
      readonly status?: number;
      readonly contentType: string;
      readonly body: string | Buffer;
    };

/** One endpoint of api.weixin.qq.com. */
export interface WireEndpoint {
  /** A `*` at the end stands for anything. */
  readonly path: string;
  /** The content type of its failures. */
  readonly failureContentType: string;
  /** What stands before the `rid` in its failures. */
  readonly failureSeparator: string;
  /** The parameters of a call that may be recorded; nothing secret is ever among them. */
  parameters(call: WireCall): Record<string, unknown>;
  /** Applies WeChat's rules, effects included (a code is used up, a token is issued). */
  answer(call: WireCall): WireResult | Promise<WireResult>;
}

export const JSON_CONTENT_TYPE = 'application/json; encoding=utf-8';

/** Shorthand for a failure. */
export function failure(errcode: number): WireResult {
  return { ok: false, errcode };
}

/** A body as a JSON object, or undefined when it is anything else. */
export function jsonObject(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Those members of an object that have one of these names: all that a record of the call may keep. */
export function pick(source: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.filter((name) => name in source).map((name) => [name, source[name]]));
}

/** Shorthand for a success with JSON. */
export function success(value: unknown, contentType = JSON_CONTENT_TYPE): WireResult {
  return { ok: true, contentType, body: JSON.stringify(value) };
}
