import { connect } from 'node:net';
import { connect as connectSecurely } from 'node:tls';

const TIMEOUT_MS = 30_000;

/**
 * Writes raw bytes to a port of this machine and returns what it receives. Resolves when the server has closed the
 * connection, or with `enough` as soon as that holds. `secure`: over TLS, with any certificate. @throws Error with what
 * was received when neither happens
 */
export function exchangeBytes(
  port: number,
  bytes: string | Buffer,
  { enough = () => false, secure = false }: { enough?: (received: string) => boolean; secure?: boolean } = {},
): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = '';
    const host = '127.0.0.1';
    const write = (): unknown => socket.write(bytes);
    const socket = secure
      ? connectSecurely({ port, host, servername: 'localhost', rejectUnauthorized: false }, write)
      : connect(port, host, write);
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      socket.destroy();
      settle();
    };
    const timer = setTimeout(
      () => end(() => reject(new Error(`the connection stays open after: ${received.slice(0, 500)}`))),
      TIMEOUT_MS,
    );
    socket.setEncoding('latin1').on('data', (chunk: string) => {
      received += chunk;
      if (enough(received)) end(() => resolve(received));
    });
    socket.on('close', () => end(() => resolve(received)));
    // A reset closes the connection too.
    socket.on('error', () => undefined);
  });
}

/** The statuses of all answers in what was received, in their order. */
export function statusesOf(received: string): number[] {
  return [...received.matchAll(/HTTP\/1\.[01] (\d{3}) /g)].map(([, status]) => Number(status));
}

/** The text of one request; `Host` and, unless the headers name one, `Connection: close` are added. */
export function requestText(line: string, headers: Readonly<Record<string, string>> = {}, body = ''): string {
  const all: Record<string, string> = {
    Host: 'login.example.com',
    ...(!Object.keys(headers).some((name) => name.toLowerCase() === 'connection') && { Connection: 'close' }),
    ...(body !== '' && { 'Content-Length': String(Buffer.byteLength(body)) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}
