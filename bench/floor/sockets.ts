import { sceneRecordOf, type SceneRecord } from '@maqiao/shared';
import type { Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Logins } from './logins.ts';
import { proves, snapshot } from './scene.ts';
import type { Store } from './store.ts';

interface Waiting {
  readonly scene: string;
  readonly socket: WebSocket;
  record: SceneRecord | undefined;
  timer: NodeJS.Timeout | undefined;
}

/** The waiting browsers over plain websockets: `s` and a snapshot, `l` and a login; `a` comes back. */
export function serveSockets(server: Server, origin: string, store: Store, logins: Logins): void {
  const waiting = new Map<string, Waiting>();
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: 4096,
  });

  server.on('upgrade', (request, socket, head) => {
    if (request.url !== '/scenes' || request.headers.origin !== origin) return void socket.destroy();
    sockets.handleUpgrade(request, socket, head, (opened) => greet(opened));
  });
  store.onChange = (changed, now) => {
    const browser = waiting.get(changed.scene);
    // A change has the new fields only; the registration is known since the browser connected.
    if (browser?.record) send(browser, sceneRecordOf({ ...browser.record, ...changed }), now);
  };

  function greet(socket: WebSocket): void {
    socket.once('message', (data: Buffer) => {
      const { scene, verifier } = JSON.parse(data.toString()) as Record<string, unknown>;
      if (!proves(scene, verifier)) return socket.close();
      const browser: Waiting = { scene, socket, record: undefined, timer: undefined };
      waiting.get(scene)?.socket.close();
      waiting.set(scene, browser);
      socket.on('message', () => void store.apply(scene, { event: 'acknowledge' }));
      socket.on('close', () => {
        clearTimeout(browser.timer);
        if (waiting.get(scene) === browser) waiting.delete(scene);
      });
      void hold(browser);
    });
  }

  async function hold(browser: Waiting): Promise<void> {
    const change = { event: 'watch', holder: store.instance } as const;
    const { answer, record, now } = await store.apply(browser.scene, change);
    if (answer !== 'ok' || !record) return browser.socket.close();
    send(browser, record, now);
  }

  function send(browser: Waiting, record: SceneRecord, now: number): void {
    browser.record = record;
    browser.socket.send(`s${snapshot(record, now, 'browser')}`);
    clearTimeout(browser.timer);
    browser.timer = setTimeout(() => browser.socket.close(), record.deadline - now).unref();
    if (record.status === 'confirmed') void push(browser, record);
  }

  async function push(browser: Waiting, record: SceneRecord): Promise<void> {
    const login = await logins.deliver(record);
    if (login !== undefined) browser.socket.send(`l${login}`);
  }
}
