import { randomBytes } from 'node:crypto';
import { request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { message, type Fact } from '../../platform/operator-messages/messages.ts';
import { doctorMessages } from './doctor-messages.ts';
import { reasonOf, ANSWER_TIMEOUT_MS } from './ask.ts';
import { found, type Finding } from './finding.ts';

/** engine.io's opening over a websocket (its protocol, version 4): the server speaks first, `0{…}`. */
const PATH = '/socket.io/?EIO=4&transport=websocket';
/** The server's answer to a browser of another origin than PUBLIC_URL's (platform/sockets/socket-adapter.ts). */
const REFUSED_ORIGIN = 'origin_not_allowed';
const OPENED = 'opened';
const MAX_WORDS = 1_000;

/**
 * Opens a socket as a browser would (RFC 6455 §4.1) and waits for the server's first words; then keeps it, silent, for
 * `watchMs`, to see whether something between cuts it before the server's own sign of life.
 */
export async function checkSocket(origin: string, watchMs: number): Promise<Finding> {
  const upgraded = await upgrade(origin);
  if ('status' in upgraded && upgraded.words === REFUSED_ORIGIN)
    return found('public_url_differs', { origin });
  if ('status' in upgraded) return found('socket_not_upgraded', { status: upgraded.status });
  const { socket, head } = upgraded;
  try {
    const opening = await firstWords(socket, head);
    if (opening !== OPENED) return found('socket_silent', { reason: opening });
    const cutAfterMs = await silence(socket, watchMs);
    return cutAfterMs === undefined
      ? found('socket_ok')
      : found('socket_cut', { seconds: Math.round(cutAfterMs / 1000) });
  } finally {
    socket.destroy();
  }
}

type Upgraded =
  { readonly socket: Duplex; readonly head: Buffer } | { readonly status: Fact; readonly words?: string };

function upgrade(origin: string): Promise<Upgraded> {
  const request = origin.startsWith('https:') ? secureRequest : plainRequest;
  const headers = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    Origin: origin,
  };
  return new Promise((resolve) => {
    const call = request(origin + PATH, { headers, agent: false });
    call.on('upgrade', (_response, socket, head) => resolve({ socket, head }));
    call.on('response', (response) => {
      let words = '';
      const status = String(response.statusCode);
      response.setEncoding('utf8').on('data', (part: string) => {
        words += part;
        if (words.length > MAX_WORDS) response.destroy();
      });
      response.on('close', () => resolve({ status, words }));
    });
    call.setTimeout(ANSWER_TIMEOUT_MS, () =>
      call.destroy(Object.assign(new Error('silent'), { code: 'ETIMEDOUT' })),
    );
    call.on('error', (error) => resolve({ status: reasonOf(error) }));
    call.end();
  });
}

/** `OPENED`, or why there were no such words. The server's frames are not masked, and the first is a short text. */
function firstWords(socket: Duplex, head: Buffer): Promise<Fact> {
  return new Promise((resolve) => {
    let bytes = head;
    const look = () => {
      if (bytes.length < 2) return;
      const [first = 0, length = 0] = bytes;
      const start = length === 126 ? 4 : 2;
      if (bytes.length < start + 2) return;
      resolve(
        first === 0x81 && bytes.toString('latin1', start, start + 2) === '0{'
          ? OPENED
          : message(doctorMessages.other_words),
      );
    };
    setTimeout(() => resolve('ETIMEDOUT'), ANSWER_TIMEOUT_MS).unref();
    socket.on('data', (part: Buffer) => {
      bytes = Buffer.concat([bytes, part]);
      look();
    });
    socket.on('error', (error) => resolve(reasonOf(error)));
    socket.on('close', () => resolve(message(doctorMessages.connection_closed)));
    look();
  });
}

/** Milliseconds after which the socket was cut; undefined when it was still there at the end. */
function silence(socket: Duplex, watchMs: number): Promise<number | undefined> {
  const began = performance.now();
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), watchMs);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve(performance.now() - began);
    });
  });
}
