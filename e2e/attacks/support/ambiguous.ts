/** The path of a call that nobody sends, except inside of another. */
export const HIDDEN_NAME = 'hidden-in-a-body';
const HIDDEN = `GET /api/${HIDDEN_NAME} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
const start = 'POST /api/scenes HTTP/1.1\r\nHost: login.example.com\r\nContent-Type: application/json\r\n';

/** Requests that two servers may end at different places (RFC 9112 §6.3, §11.2). */
export const AMBIGUOUS: Readonly<Record<string, string>> = {
  'CL.TE': `${start}Content-Length: ${5 + HIDDEN.length}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'TE.CL': `${start}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n${HIDDEN.length.toString(16)}\r\n${HIDDEN}\r\n0\r\n\r\n`,
  'two lengths': `${start}Content-Length: 2\r\nContent-Length: ${2 + HIDDEN.length}\r\n\r\n{}${HIDDEN}`,
  'a list of lengths': `${start}Content-Length: 2, ${2 + HIDDEN.length}\r\n\r\n{}${HIDDEN}`,
  'a length with a sign': `${start}Content-Length: +2\r\n\r\n{}${HIDDEN}`,
  'a length in hexadecimal': `${start}Content-Length: 0x2\r\n\r\n{}${HIDDEN}`,
  'a length below zero': `${start}Content-Length: -1\r\n\r\n${HIDDEN}`,
  'a length with a space before the colon': `${start}Content-Length : 2\r\n\r\n{}${HIDDEN}`,
  xchunked: `${start}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'chunked, identity': `${start}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'chunked twice': `${start}Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'TE with a tab in its name': `${start}Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'TE behind a vertical tab': `${start}Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n${HIDDEN}`,
  'a folded header': `${start}X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}${HIDDEN.replace('HTTP/1.1', 'HTTP/9')}`,
  'a chunk size that overflows': `${start}Transfer-Encoding: chunked\r\n\r\n10000000000000002\r\n{}\r\n0\r\n\r\n${HIDDEN}`,
  'a chunk size with a sign': `${start}Transfer-Encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\n${HIDDEN}`,
  'bare LF in the head': `${start.replaceAll('\r\n', '\n')}Content-Length: 2\n\n{}${HIDDEN}`,
  'bare CR in a header': `${start}X: a\rContent-Length: 0\r\nContent-Length: 2\r\n\r\n{}${HIDDEN}`,
  'NUL in a header': `${start}X: a\0b\r\nContent-Length: 2\r\n\r\n{}${HIDDEN}`,
  'a chunk that ends in bare LF': `${start}Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n${HIDDEN}`,
  'a chunk extension with a bare LF': `${start}Transfer-Encoding: chunked\r\n\r\n2;x\nyy\r\n{}\r\n0\r\n\r\n${HIDDEN}`,
};
