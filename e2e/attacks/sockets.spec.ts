import { describe, expect, test } from '@jest/globals';
import { io } from 'socket.io-client';
import { until } from '../support/until.ts';
import { requestText, exchangeBytes, statusesOf } from './support/raw.ts';
import { signIn } from './support/sign-in.ts';
import { ATTACKER_IP, PUBLIC_URL, useTarget } from './support/target.ts';

const HANDSHAKE = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

describe('issue 12, number 9: sockets', () => {
  const target = useTarget();
  const line = 'GET /socket.io/?EIO=4&transport=websocket';

  test('opens one from a foreign page, which CORS does not stop', async () => {
    for (const origin of [
      'https://evil.example',
      'null',
      'https://login.example.com.evil.example',
      'http://login.example.com',
      '',
    ]) {
      const received = await exchangeBytes(
        target().port,
        requestText(line, { ...HANDSHAKE, Origin: origin }),
        {
          enough: (text) => /^HTTP\/1\.1 \d{3}/.test(text),
        },
      );
      expect([origin, statusesOf(received)[0] === 101]).toEqual([origin, false]);
    }
    const fetched = await exchangeBytes(
      target().port,
      requestText(line, { ...HANDSHAKE, 'Sec-Fetch-Site': 'cross-site' }),
      {
        enough: (text) => /^HTTP\/1\.1 \d{3}/.test(text),
      },
    );
    expect(statusesOf(fetched)[0]).not.toBe(101);
  });

  test('joins other namespaces and rooms, and speaks without being asked', async () => {
    const victim = target().browser();
    await victim.register();
    const watching = await victim.watch();
    for (const namespace of [
      '/',
      '/admin',
      `/${victim.scene}`,
      '/scenes/../admin',
      '/__proto__',
      '/constructor',
    ]) {
      const socket = io(`${target().url}${namespace}`, {
        transports: ['websocket'],
        extraHeaders: { Origin: PUBLIC_URL },
        reconnection: false,
        forceNew: true,
      });
      const refused = await new Promise<boolean>((resolve) => {
        socket.on('connect', () => resolve(false));
        socket.on('connect_error', () => resolve(true));
      });
      expect([namespace, refused]).toEqual([namespace, true]);
      socket.disconnect();
    }
    const own = target().browser({ ip: ATTACKER_IP });
    await own.register();
    const socket = io(`${target().url}/scenes`, {
      transports: ['websocket'],
      auth: { scene: own.scene, verifier: own.verifier },
      extraHeaders: { Origin: PUBLIC_URL },
      reconnection: false,
      forceNew: true,
    });
    await new Promise((resolve) => socket.on('scene', resolve));
    for (const event of ['login', 'scene', 'join', 'confirm', 'closed', 'error']) {
      socket.emit(event, victim.scene, { scene: victim.scene, status: 'confirmed' });
    }
    const phone = target().phone();
    await phone.scan(victim.scene);
    await until(
      () => watching.snapshots.at(-1)?.status === 'scanned',
      () => 'the victim to be told of the scan',
    );
    expect([watching.logins.length, watching.closed]).toEqual([0, undefined]);
    socket.disconnect();
    watching.close();
  });

  test('sends a message of a megabyte, bytes that are no message, and frames without a mask', async () => {
    const handshake = requestText(line, { ...HANDSHAKE, Origin: PUBLIC_URL });
    const attacks: Buffer[] = [
      frame(1, Buffer.alloc(1_000_000, 'a')),
      frame(1, Buffer.from('40'), false),
      frame(2, Buffer.from([0xff, 0xff])),
      frame(3, Buffer.from('x')),
      frame(9, Buffer.alloc(200)),
      frame(1, Buffer.from([0xc3, 0x28])),
      Buffer.alloc(64, 0xff),
    ];
    for (const bytes of attacks) {
      // Whatever is thought of the first frame: behind it is a close.
      const all = Buffer.concat([Buffer.from(handshake), bytes, frame(8, '')]);
      const received = await exchangeBytes(target().port, all);
      expect(statusesOf(received)[0]).toBe(101);
    }
    await signIn(target().browser(), target().phone());
  });

  test('proves themselves with what is not a scene and a verifier', async () => {
    const victim = target().browser();
    await victim.register();
    const auths: unknown[] = [
      undefined,
      null,
      'x',
      [],
      { scene: victim.scene },
      { scene: victim.scene, verifier: null },
      { scene: [victim.scene], verifier: [victim.verifier] },
      { scene: victim.scene, verifier: { length: 43 } },
      { scene: '__proto__', verifier: 'A'.repeat(43) },
      { scene: victim.scene, verifier: 'x'.repeat(3_000) },
    ];
    for (const auth of auths) {
      const socket = io(`${target().url}/scenes`, {
        transports: ['websocket'],
        auth: auth as object,
        extraHeaders: { Origin: PUBLIC_URL },
        reconnection: false,
        forceNew: true,
      });
      const code = await new Promise<string>((resolve) => {
        socket.on('scene', () => resolve('accepted'));
        socket.on('connect_error', (error: Error & { data?: { code?: string } }) =>
          resolve(error.data?.code ?? error.message),
        );
        // What is not even a message ends the connection.
        socket.io.on('close', () => resolve('closed'));
      });
      expect(['invalid_request', 'scene_not_found', 'closed']).toContain(code);
      socket.disconnect();
    }
  });

  test('asks for compression, to send what grows when it is unpacked', async () => {
    const offer = { ...HANDSHAKE, Origin: PUBLIC_URL, 'Sec-WebSocket-Extensions': 'permessage-deflate' };
    const received = await exchangeBytes(target().port, requestText(line, offer), {
      enough: (text) => text.includes('"sid"'),
    });
    expect([statusesOf(received)[0], /permessage-deflate/i.test(received)]).toEqual([101, false]);
  });

  test('knows the id of somebody’s connection, and moves that to a socket of their own to be given the login', async () => {
    const victim = target().browser();
    await victim.register();
    const watching = await victim.watch();
    for (const sid of [watching.id, 'A'.repeat(22), '__proto__']) {
      const offer = requestText(`${line}&sid=${sid}`, { ...HANDSHAKE, Origin: PUBLIC_URL });
      // As clients do that begin with polling: a probe, and then "upgrade" (Engine.IO 4).
      const moving = Buffer.concat([Buffer.from(offer), frame(1, '2probe'), frame(1, '5'), frame(8, '')]);
      const received = await exchangeBytes(target().port, moving);
      expect([sid, statusesOf(received)[0] === 101, received.includes('3probe')]).toEqual([
        sid,
        false,
        false,
      ]);
    }
    const phone = target().phone();
    await phone.scan(victim.scene);
    await phone.confirm(victim.scene);
    await until(
      () => watching.logins.length === 1,
      () => 'the victim to be given their login',
    );
    watching.close();
  });

  test('opens hundreds of sockets without ever proving anything, while people sign in', async () => {
    const open = Array.from({ length: 300 }, () =>
      exchangeBytes(target().port, requestText(line, { ...HANDSHAKE, Origin: PUBLIC_URL }), {
        enough: (text) => text.includes('"sid"'),
      }),
    );
    await signIn(target().browser(), target().phone());
    expect((await Promise.all(open)).filter((received) => received.includes(' 101 '))).toHaveLength(300);
  });
});

/** A frame of a client's (RFC 6455 §5.2), masked with zeros. */
function frame(opcode: number, payload: Buffer | string, masked = true): Buffer {
  const bytes = Buffer.from(payload);
  const mask = masked ? 128 : 0;
  const length = Buffer.alloc(bytes.length > 125 ? 9 : 1);
  length.writeUInt8(mask | (bytes.length > 125 ? 127 : bytes.length));
  if (bytes.length > 125) length.writeUInt32BE(bytes.length, 5);
  return Buffer.concat([Buffer.from([128 | opcode]), length, Buffer.alloc(masked ? 4 : 0), bytes]);
}
