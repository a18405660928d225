import { once } from 'node:events';
import {
  createServer as createPlain,
  request,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createSecure } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterTest } from '../../support/after-test.ts';
import type { Certificate } from '../../support/certificates.ts';

/** A reverse proxy as owners set them up, rightly or wrongly. */
export interface FrontOptions {
  /** TLS with this certificate and what is sent after it; plain http otherwise. */
  readonly certificate?: Certificate & { readonly chain?: string };
  /** How X-Forwarded-For is changed: replaced by the caller's address, appended to, passed on, or removed. */
  readonly forwarding?: 'replace' | 'append' | 'pass' | 'remove';
  /** Addresses of further proxies in front, as they would stand in the header. */
  readonly before?: readonly string[];
  /** Further headers that it sets, in place of any that came. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What it makes of the headers of each call. */
  readonly change?: (headers: IncomingHttpHeaders) => IncomingHttpHeaders;
  /** Upgrades are passed on, refused, or opened and left silent. */
  readonly sockets?: 'pass' | 'refuse' | 'mute';
  /** Sockets are cut after so many milliseconds without a byte. */
  readonly cutAfterMs?: number;
  /** The status with which it refuses a call, as a firewall does; undefined for those that it passes on. */
  readonly refuse?: (request: IncomingMessage) => number | undefined;
  /** Answers every call itself. */
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => void;
}

interface Front {
  readonly port: number;
  stop(): Promise<void>;
}

/** Starts one before the server at that port. It ends with the test, if it was not stopped before. */
export async function startFront(behind: number, options: FrontOptions = {}, port = 0): Promise<Front> {
  const { certificate } = options;
  const server = certificate
    ? createSecure({ key: certificate.key, cert: certificate.certificate + (certificate.chain ?? '') })
    : createPlain();
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  server.on('request', (incoming: IncomingMessage, response: ServerResponse) => {
    if (options.answer) return void options.answer(incoming, response);
    const status = options.refuse?.(incoming);
    if (status !== undefined) {
      // The whole body is taken first: an answer in the middle of it may never be read.
      incoming.resume().on('end', () => response.writeHead(status).end('<html>Forbidden</html>'));
      return;
    }
    const call = request(
      {
        host: '127.0.0.1',
        port: behind,
        path: incoming.url,
        method: incoming.method,
        headers: headersOf(incoming, options),
        agent: false,
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    call.on('error', () => response.writeHead(502).end());
    incoming.pipe(call);
  });
  server.on('upgrade', (incoming: IncomingMessage, socket: Socket) => {
    const { sockets = 'pass', cutAfterMs } = options;
    if (sockets === 'refuse') return void socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n');
    if (sockets === 'mute') {
      return void socket.write(
        'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
      );
    }
    const onward = connect(behind, '127.0.0.1', () => {
      const lines = Object.entries(headersOf(incoming, options)).map(
        ([name, value]) => `${name}: ${String(value)}`,
      );
      onward.write(`GET ${incoming.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      socket.pipe(onward).pipe(socket);
    });
    const cut = () => void (socket.destroy(), onward.destroy());
    for (const side of [socket, onward]) side.on('error', cut).on('close', cut);
    if (cutAfterMs !== undefined) socket.setTimeout(cutAfterMs, cut);
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
  afterTest(stop);
  return { port: (server.address() as AddressInfo).port, stop };
}

function headersOf(
  incoming: IncomingMessage,
  { forwarding = 'replace', before = [], headers: set, change = (headers) => headers }: FrontOptions,
) {
  const { 'x-forwarded-for': given, ...headers } = incoming.headers;
  const peer = incoming.socket.remoteAddress ?? '';
  const values = {
    replace: [...before, peer],
    append: [...(given === undefined ? [] : [given].flat()), ...before, peer],
    pass: given === undefined ? [] : [given].flat(),
    remove: [],
  }[forwarding];
  const chain = values.length === 0 ? {} : { 'x-forwarded-for': values.join(', ') };
  return { ...change(headers), ...chain, ...set };
}
