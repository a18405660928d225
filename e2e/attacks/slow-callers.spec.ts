import { describe, expect, test } from '@jest/globals';
import { connect, type Socket } from 'node:net';
import { signIn } from './support/sign-in.ts';
import { useTarget } from './support/target.ts';

describe('issue 12, number 9: calls that never end', () => {
  const target = useTarget();

  /** Connections that have sent this much, and send no more. */
  function hold(count: number, bytes: string): Socket[] {
    return Array.from({ length: count }, () => {
      const socket = connect(target().port, '127.0.0.1', () => socket.write(bytes));
      return socket.on('error', () => undefined);
    });
  }

  test('holds hundreds of heads and bodies open that never come to an end, while people sign in', async () => {
    const held = [
      ...hold(200, 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '),
      ...hold(
        200,
        'POST /api/scenes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"',
      ),
      ...hold(200, ''),
    ];
    try {
      await Promise.all(held.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
      for (let turn = 0; turn < 3; turn++) await signIn(target().browser(), target().phone());
      expect((await target().browser().send('GET', '/readyz')).status).toBe(200);
    } finally {
      for (const socket of held) socket.destroy();
    }
  });

  test('asks for large answers, and does not read them', async () => {
    const held = hold(50, 'GET /maqiao.js HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(100));
    for (const socket of held) socket.pause();
    try {
      await signIn(target().browser(), target().phone());
    } finally {
      for (const socket of held) socket.destroy();
    }
  });
});
