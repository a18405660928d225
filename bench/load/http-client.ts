import { connect, type Socket } from 'node:net';

/** An answer as far as the load needs it. */
export interface RawAnswer {
  status: number;
  /** The status line and the headers. */
  head: string;
  body: string;
}

interface Connection {
  socket: Socket;
  parts: Buffer[];
  length: number;
  /** Bytes of the whole answer; undefined until its head is in. */
  wanted: number | undefined;
  /** The body comes in chunks (RFC 9112 §7.1): its end says how long it was. */
  chunked: boolean;
  bodyAt: number;
  done: ((answer: RawAnswer) => void) | undefined;
  failed: ((error: Error) => void) | undefined;
}

const HEAD_END = Buffer.from('\r\n\r\n');
const CHUNKS_END = Buffer.from('0\r\n\r\n');

/**
 * Keep-alive HTTP over raw sockets, one call in flight on each, without parser or agent: what is measured is the server,
 * not a client. It reads what the measured servers send: `Content-Length`, chunks, or no body.
 */
export class HttpClient {
  readonly #port: number;
  readonly #idle: Connection[] = [];
  readonly #all = new Set<Connection>();

  constructor(port: number) {
    this.#port = port;
  }

  /**
   * Any status resolves. `body` is JSON unless `type` says otherwise. A kept connection that the server has just given up is replaced, as browsers do.
   * @throws Error when the connection breaks
   */
  call(
    method: string,
    path: string,
    headers: string,
    body: string,
    type = 'application/json',
  ): Promise<RawAnswer> {
    const content =
      method === 'GET' ? '' : `Content-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
    const head = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${this.#port}\r\n${headers}${content}\r\n`;
    const kept = this.#idle.pop();
    if (!kept) return this.#send(this.#open(), head + body);
    return this.#send(kept, head + body).catch(() => this.#send(this.#open(), head + body));
  }

  #send(connection: Connection, request: string): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      connection.done = resolve;
      connection.failed = reject;
      connection.socket.write(request);
    });
  }

  close(): void {
    for (const { socket } of this.#all) socket.destroy();
  }

  #open(): Connection {
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true });
    const connection: Connection = {
      socket,
      parts: [],
      length: 0,
      wanted: undefined,
      chunked: false,
      bodyAt: 0,
      done: undefined,
      failed: undefined,
    };
    this.#all.add(connection);
    socket.on('data', (chunk) => this.#read(connection, chunk));
    const lost = (error: Error) => {
      this.#all.delete(connection);
      const place = this.#idle.indexOf(connection);
      if (place >= 0) this.#idle.splice(place, 1);
      connection.failed?.(error);
    };
    socket.on('error', lost);
    socket.on('close', () => lost(new Error('the server closed the connection')));
    return connection;
  }

  #read(connection: Connection, chunk: Buffer): void {
    connection.parts.push(chunk);
    connection.length += chunk.length;
    if (connection.wanted === undefined) {
      const bytes = joined(connection);
      const end = bytes.indexOf(HEAD_END);
      if (end < 0) return;
      const head = bytes.toString('latin1', 0, end);
      connection.bodyAt = end + HEAD_END.length;
      connection.wanted = connection.bodyAt + Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
      connection.chunked = /transfer-encoding: chunked/i.test(head);
    }
    if (connection.chunked && !joined(connection).subarray(-CHUNKS_END.length).equals(CHUNKS_END)) return;
    if (connection.length < connection.wanted) return;
    const bytes = joined(connection);
    const { done, bodyAt } = connection;
    connection.parts = [];
    connection.length = 0;
    connection.wanted = undefined;
    connection.done = connection.failed = undefined;
    this.#idle.push(connection);
    const head = bytes.toString('latin1', 0, bodyAt);
    const body = bytes.toString('utf8', bodyAt);
    done?.({ status: Number(head.slice(9, 12)), head, body: connection.chunked ? unchunked(body) : body });
  }
}

/** The text of a chunked body; sizes count bytes, so only for the ASCII that peers answer. */
function unchunked(body: string): string {
  let text = '';
  for (let at = 0; ;) {
    const line = body.indexOf('\r\n', at);
    const size = Number.parseInt(body.slice(at, line), 16);
    if (!(size > 0)) return text;
    text += body.slice(line + 2, line + 2 + size);
    at = line + 2 + size + 2;
  }
}

function joined(connection: Connection): Buffer {
  const [first] = connection.parts;
  if (first && connection.parts.length === 1) return first;
  const bytes = Buffer.concat(connection.parts);
  connection.parts = [bytes];
  return bytes;
}
