import {
  AxiosError,
  CanceledError,
  type AxiosHeaders,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from 'axios';
import type { Dispatcher, Pool } from 'undici';

/** An adapter of axios (https://axios-http.com/docs/req_config) that answers with bytes. */
export type WechatAdapter = (config: InternalAxiosRequestConfig) => Promise<AxiosResponse<Buffer>>;

type IncomingHeaders = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

/** How many connections, how long, how much. */
export interface Bounds {
  connections: number;
  /** Milliseconds for name, TCP and TLS of a new connection, whatever becomes of the call that it is made for. */
  connectTimeout: number;
  /** Milliseconds that a connection is kept without a call, where the other side does not say less. */
  keepAliveTimeout: number;
  maxResponseSize: number;
}

/**
 * Axios' way to the network for calls that need nothing of its own one: no redirects, no proxy, no compression, bytes in
 * memory. It is undici's pool (https://undici.nodejs.org/#/docs/api/Pool), whose call takes half of what one of Node's own
 * client takes, and there are two in every login. The pool looks at a connection that was idle before it writes to it, and
 * writes a request once: a login code must not go out twice.
 *
 * It keeps to what the transport asks of it: `timeout`, `maxBodyLength`, and AxiosError with a code. The time-out is for
 * the whole call: waiting for a connection, name, TCP, TLS, every byte. Status and redirects are the caller's to judge.
 */
export class UndiciAdapter {
  readonly #origin: string;
  readonly #bounds: Bounds;
  #pool: Promise<Pool> | undefined;

  /** @param origin with http or https */
  constructor(origin: string, bounds: Bounds) {
    this.#origin = origin;
    this.#bounds = bounds;
  }

  /** @throws AxiosError; CanceledError when it took too long */
  readonly send: WechatAdapter = async (config) => {
    const body = config.data as string | undefined;
    if (body !== undefined && Buffer.byteLength(body) > (config.maxBodyLength ?? Infinity)) {
      throw new AxiosError('the request is too long', AxiosError.ERR_BAD_REQUEST, config);
    }
    const pool = await (this.#pool ??= this.#open());
    return new Promise((resolve, reject) => {
      pool.dispatch(
        {
          path: config.url ?? '/',
          method: config.method as Dispatcher.HttpMethod,
          headers: rawHeaders(config.headers),
          body: body ?? null,
        },
        new Call(config, resolve, reject),
      );
    });
  };

  /** Lets go of the connections; calls under way fail. */
  async close(): Promise<void> {
    await (await this.#pool)?.destroy();
  }

  /** At the first call: a start need not wait for it. The pool alone: the package's index loads fetch and all around it. */
  async #open(): Promise<Pool> {
    const { default: UndiciPool } = await import('undici/lib/dispatcher/pool.js');
    return new UndiciPool(this.#origin, {
      ...this.#bounds,
      pipelining: 1,
      allowH2: false,
      // The call's own time-out is for all of it.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
  }
}

/** What undici tells of one call, as axios' answer or error. */
class Call implements Dispatcher.DispatchHandler {
  readonly #config: InternalAxiosRequestConfig;
  readonly #resolve: (answer: AxiosResponse<Buffer>) => void;
  readonly #reject: (error: AxiosError) => void;
  readonly #timer: NodeJS.Timeout;
  #controller: Dispatcher.DispatchController | undefined;
  #late = false;
  #ended = false;
  #status = 0;
  #statusText = '';
  #headers: IncomingHeaders = {};
  readonly #chunks: Buffer[] = [];

  constructor(
    config: InternalAxiosRequestConfig,
    resolve: (answer: AxiosResponse<Buffer>) => void,
    reject: (error: AxiosError) => void,
  ) {
    this.#config = config;
    this.#resolve = resolve;
    this.#reject = reject;
    // A process that stood still sees its timers first. What has arrived meanwhile is read in the turn that follows, and
    // ends the call: whoever has answered is not called silent.
    this.#timer = setTimeout(() => setImmediate(() => this.#tooLate()), config.timeout);
  }

  /** Nothing is written yet. A call that waited too long for a connection is not sent at all. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#late) controller.abort(new Error('late'));
  }

  #tooLate(): void {
    if (this.#ended) return;
    this.#late = true;
    this.#reject(new CanceledError());
    this.#controller?.abort(new Error('late'));
  }

  /** Also for each 1xx before the answer. */
  onResponseStart(_: unknown, status: number, headers: IncomingHeaders, statusText = ''): void {
    this.#status = status;
    this.#headers = headers;
    this.#statusText = statusText;
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    const data = this.#chunks.length === 1 ? (this.#chunks[0] as Buffer) : Buffer.concat(this.#chunks);
    this.#resolve({
      data,
      status: this.#status,
      statusText: this.#statusText,
      headers: this.#headers,
      config: this.#config,
    });
  }

  /** undici's message and cause stay here: they hold addresses, and may hold what was sent. */
  onResponseError(_: unknown, error: Error & { code?: string }): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#reject(
      this.#status > 0 || NO_HTTP.has(error.name)
        ? new AxiosError('the answer is broken', AxiosError.ERR_BAD_RESPONSE, this.#config)
        : new AxiosError('the call failed', SYSTEM_CODES[error.code ?? ''] ?? error.code, this.#config),
    );
  }
}

/** What came is no HTTP, or no header that anybody sends. (Those that begin well break off, go on for ever, or lie about their length.) */
const NO_HTTP = new Set(['HTTPParserError', 'HeadersOverflowError']);

/** undici's words for what has a name in the system. */
const SYSTEM_CODES: Record<string, string> = {
  UND_ERR_SOCKET: 'ECONNRESET',
  UND_ERR_CONNECT_TIMEOUT: 'ETIMEDOUT',
};

const known = new WeakMap<AxiosHeaders, string[]>();

/** The same few headers go with every call: their list is made once. */
function rawHeaders(headers: AxiosHeaders): string[] {
  let list = known.get(headers);
  if (!list) {
    list = Object.entries(headers.toJSON()).flatMap(([name, value]) => [name, String(value)]);
    known.set(headers, list);
  }
  return list;
}
