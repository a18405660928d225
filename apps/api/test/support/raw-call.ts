import { connect } from 'node:net';

/** The answer on a separate connection. `status` is 0 without an answer. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/**
 * Sends lines as they stand, each ended by CRLF, and resolves with the first whole answer that is not of 1xx, or when the
 * server ends the connection. `fetch` and `node:http` write addresses their own way, and know what may be sent.
 */
export function rawCall(url: string, lines: readonly string[], body = ''): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const withoutBody = lines[0]?.startsWith('HEAD ') ?? false;
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(Number(port), hostname, () =>
      socket.write([...lines, `Host: ${hostname}:${port}`, '', body].join('\r\n')),
    );
    const end = () => {
      resolve(read(received, withoutBody)?.answer ?? { status: 0, headers: new Headers(), text: received });
      socket.destroy();
    };
    socket.setEncoding('utf8').on('data', (chunk: string) => {
      received += chunk;
      if (read(received, withoutBody)?.whole) end();
    });
    socket.on('error', end).on('close', end);
  });
}

/** The answer that a text begins with, and whether it is all there; undefined before its head is. */
function read(text: string, withoutBody: boolean): { answer: RawAnswer; whole: boolean } | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [statusLine = '', ...fields] = text.slice(0, end).split('\r\n');
  const status = Number(statusLine.split(' ')[1]);
  const rest = text.slice(end + 4);
  if (status < 200 && status !== 101) return read(rest, withoutBody);
  const headers = new Headers(
    fields.map((field): [string, string] => [
      field.slice(0, field.indexOf(':')),
      field.slice(field.indexOf(':') + 1).trim(),
    ]),
  );
  const length = withoutBody || status === 204 || status === 101 ? 0 : headers.get('content-length');
  const chunked = headers.get('transfer-encoding') === 'chunked' && rest.endsWith('0\r\n\r\n');
  const whole = chunked || (length !== null && Buffer.byteLength(rest) >= Number(length));
  return { answer: { status, headers, text: rest }, whole };
}
