/** The answer to a call. `body` is parsed JSON, or null without a body. */
export interface Answer<T = unknown> {
  status: number;
  headers: Headers;
  body: T;
}

/** One JSON call over real HTTP. */
export async function call<T>(
  url: string,
  {
    method = 'POST',
    body,
    raw,
    headers = {},
  }: {
    method?: string;
    body?: unknown;
    /** Instead of JSON. */
    raw?: Uint8Array | ReadableStream;
    headers?: Record<string, string>;
  } = {},
): Promise<Answer<T>> {
  const response = await fetch(url, {
    method,
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(raw !== undefined && { body: raw as RequestInit['body'] & object, duplex: 'half' }),
    signal: AbortSignal.timeout(20_000),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? null : JSON.parse(text)) as T,
  };
}

/** The code that an answer carries when it is a problem document. */
export interface Refusable {
  code?: string;
}
