import { EventEmitter } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { startApi } from '../../../test/support/api-under-test.ts';
import { TurnTransport } from './turn-transport.ts';
import { writeTogether } from './write-together.ts';

/** A stream that keeps what each write of the system would have carried. */
function recorded(): { stream: Writable; writes: string[] } {
  const writes: string[] = [];
  const stream = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => (writes.push(chunk), done()),
    writev: (chunks, done) => (writes.push(chunks.map(({ chunk }) => String(chunk)).join('|')), done()),
  });
  return { stream, writes };
}

/** A websocket that writes each message as one frame. */
class FakeWebsocket extends EventEmitter {
  closed = 0;

  constructor(readonly _socket: Writable) {
    super();
  }

  send(data: string): void {
    this._socket.write(data);
  }

  close(): void {
    this.closed += 1;
    this._socket.write('close');
  }
}

function transportOver(stream: Writable) {
  const websocket = new FakeWebsocket(stream);
  return { websocket, transport: new TurnTransport({ _query: { EIO: '4' }, websocket }) };
}

const message = (data: string) => ({ type: 'message' as const, data, options: { compress: false } });

test('what is written until the end of a turn is one write, with what promises and ticks lead to', async () => {
  const { stream, writes } = recorded();
  writeTogether(stream);
  stream.write('a');
  process.nextTick(() => stream.write('b'));
  await Promise.resolve();
  await Promise.resolve();
  writeTogether(stream);
  stream.write('c');
  expect(writes).toEqual([]);
  await nextTurn();
  expect(writes).toEqual(['a|c|b']);
  stream.write('d');
  expect(writes).toEqual(['a|c|b', 'd']);
});

test('packets of a turn are one write, in their order, those of the next another; each is told of as sent', async () => {
  const { stream, writes } = recorded();
  const { transport, websocket } = transportOver(stream);
  let drained = 0;
  transport.on('drain', () => (drained += 1));
  expect(transport.writable).toBe(true);
  transport.send([message('first')]);
  await Promise.resolve();
  transport.send([message('second'), message('third')]);
  expect([transport.writable, drained]).toEqual([true, 2]);
  await nextTurn();
  transport.send([{ type: 'ping', options: { compress: false } }]);
  transport.close();
  await nextTurn();
  expect(writes).toEqual(['4first|4second|4third', '2|close']);
  expect(websocket.closed).toBe(1);
});

test('what a websocket receives, its errors and its end are Engine.IO’s to know', () => {
  const { transport, websocket } = transportOver(recorded().stream);
  const seen: unknown[] = [];
  transport.on('packet', (packet) => seen.push(packet));
  transport.on('error', (error: Error) => seen.push(error.message));
  transport.on('close', () => seen.push('closed'));
  websocket.emit('message', Buffer.from('4words'), false);
  websocket.emit('error', new Error('reset by peer'));
  websocket.emit('close');
  expect(seen).toEqual([{ type: 'message', data: 'words' }, 'reset by peer', 'closed']);
});

test('a browser is told of its opening in one write, of its scene in one, and of a confirm with the login in one', async () => {
  const api = await startApi();
  const writes: string[] = [];
  api.app.getHttpServer().on('connection', (socket: Socket) => {
    const write = socket._writev?.bind(socket);
    socket._writev = (chunks, done) => {
      writes.push(chunks.map(({ chunk }) => String(chunk)).join(''));
      write?.(chunks, done);
    };
  });
  const browser = api.browser();
  const phone = api.phone();
  await browser.register();
  const watching = browser.watch();
  await watching.status('pending');
  await phone.scan(browser.scene);
  await phone.confirm(browser.scene);
  await watching.login();
  const together = (...parts: string[]) =>
    writes.filter((write) => parts.every((part) => write.includes(part)));
  expect(together('101 Switching Protocols', '0{"sid":')).toHaveLength(1);
  expect(together('40/scenes,{"sid":', '"status":"pending"')).toHaveLength(1);
  expect(together('"status":"confirmed"', '"accessToken":"')).toHaveLength(1);
});

test.each([
  ['a foreign page', 'EIO=4&transport=websocket', 'https://evil.example', 'origin_not_allowed'],
  ['a client of an older protocol', 'EIO=3&transport=websocket', undefined, 'Unsupported protocol version'],
  ['a transport that there is not', 'EIO=4&transport=polling', undefined, 'Transport unknown'],
])('%s is told why its handshake is refused', async (_who, query, origin, why) => {
  const api = await startApi();
  const { port, hostname } = new URL(api.url);
  const socket = connect(Number(port), hostname);
  socket.write(
    [
      `GET /socket.io/?${query} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      ...(origin === undefined ? [] : [`Origin: ${origin}`]),
      '\r\n',
    ].join('\r\n'),
  );
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  expect(answer).toContain(why);
});
