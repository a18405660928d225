import { WebSocketGateway, type OnGatewayConnection, type OnGatewayDisconnect } from '@nestjs/websockets';
import type { LoginResult } from '@maqiao/shared';
import type { IncomingMessage } from 'node:http';
import type { DefaultEventsMap, Socket } from 'socket.io';
import { Metrics } from './metrics.ts';
import { ScenesService, type Scene } from './scenes.service.ts';
import { PUBLIC_URL } from './settings.ts';
import { snapshotOf } from './snapshot.ts';

interface Waiting {
  scene?: string;
  timer?: NodeJS.Timeout;
}

type WaitingSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, Waiting>;

/** The waiting browsers: each is told of its scene's changes, and is handed its login. */
@WebSocketGateway({
  namespace: '/scenes',
  cors: { origin: PUBLIC_URL },
  allowRequest: (
    { headers: { origin } }: IncomingMessage,
    answer: (error: string | null, ok: boolean) => void,
  ) => answer(null, origin === undefined || origin === PUBLIC_URL),
})
export class ScenesGateway implements OnGatewayConnection<WaitingSocket>, OnGatewayDisconnect<WaitingSocket> {
  private readonly sockets = new Map<string, WaitingSocket>();

  constructor(
    private readonly scenes: ScenesService,
    private readonly metrics: Metrics,
  ) {}

  handleConnection(socket: WaitingSocket): void {
    const { scene: name, verifier } = socket.handshake.auth;
    try {
      this.scenes.prove(name, verifier);
    } catch {
      return void socket.disconnect(true);
    }
    const scene = this.scenes.read(name);
    if (!scene) return void socket.disconnect(true);
    socket.data.scene = name;
    this.sockets.get(name)?.disconnect(true);
    this.sockets.set(name, socket);
    this.metrics.waitingBrowsers.set(this.sockets.size);
    this.tell(scene);
    if (scene.login) this.push(scene, scene.login);
  }

  handleDisconnect(socket: WaitingSocket): void {
    const { scene, timer } = socket.data;
    clearTimeout(timer);
    if (scene !== undefined && this.sockets.get(scene) === socket) this.sockets.delete(scene);
    this.metrics.waitingBrowsers.set(this.sockets.size);
  }

  tell(scene: Scene): void {
    const socket = this.sockets.get(scene.scene);
    if (!socket) return;
    socket.emit('scene', snapshotOf(scene, 'browser'));
    clearTimeout(socket.data.timer);
    socket.data.timer = setTimeout(() => socket.disconnect(true), scene.deadline - Date.now()).unref();
  }

  push({ scene }: Scene, login: LoginResult): void {
    const socket = this.sockets.get(scene);
    if (!socket) return;
    this.metrics.deliveries.inc({ way: 'push' });
    socket.emit('login', login, () => this.scenes.acknowledge(scene));
  }
}
