import { connect, type Socket } from 'node:net';
import { clientFrame, FrameReader } from './text-frames.ts';

/** How a server speaks to its waiting browsers. */
export type Transport = 'websocket' | 'socket.io';

export interface WaitingSocketOptions {
  port: number;
  transport: Transport;
  origin: string;
  scene: string;
  verifier: string;
  /** Called with the login's JSON, at once when its bytes are here. */
  onLogin: (json: string) => void;
  /** Addresses of the loopback network spread the sockets, as many clients do. */
  localAddress?: string | undefined;
}

const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Pragma: no-cache',
  'Cache-Control: no-cache',
  'User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36',
  'Sec-WebSocket-Version: 13',
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Accept-Language: zh-CN,zh;q=0.9,en;q=0.8',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits',
].join('\r\n');

const EVENT = '42/scenes,';

/**
 * A browser's websocket by hand: the floor's (`s` and a snapshot, `l` and a login, `a` back) or socket.io's. Resolves
 * when the first snapshot is here. It acknowledges logins as a browser does.
 */
export function openWaitingSocket(options: WaitingSocketOptions): Promise<Socket> {
  const { port, transport, origin, scene, verifier, onLogin } = options;
  return new Promise((resolve, reject) => {
    const socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      ...(options.localAddress !== undefined && { localAddress: options.localAddress }),
    });
    const path = transport === 'websocket' ? '/scenes' : '/socket.io/?EIO=4&transport=websocket';
    const frames = new FrameReader();
    const send = (text: string) => socket.write(clientFrame(text));
    let upgraded = false;
    let head = Buffer.alloc(0);

    const heard = transport === 'websocket' ? heardOnWebsocket : heardOnSocketIo;
    const conversation = {
      greet: () => send(JSON.stringify({ scene, verifier })),
      join: () => send(`40/scenes,${JSON.stringify({ scene, verifier })}`),
      send,
      ready: () => resolve(socket),
      refused: (text: string) => reject(new Error(`refused: ${text}`)),
      onLogin,
    };

    socket.on('connect', () =>
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: ${origin}\r\n${HANDSHAKE}\r\n\r\n`,
      ),
    );
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('closed before it was ready')));
    socket.on('data', (chunk: Buffer) => {
      let bytes = chunk;
      if (!upgraded) {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf('\r\n\r\n');
        if (end < 0) return;
        const status = head.toString('latin1', 9, 12);
        if (status !== '101') {
          reject(new Error(`the upgrade was answered with ${status}`));
          return void socket.destroy();
        }
        upgraded = true;
        bytes = head.subarray(end + 4);
        if (transport === 'websocket') conversation.greet();
      }
      const texts = frames.read(bytes);
      if (texts === null) return void socket.end();
      for (const text of texts) heard(text, conversation);
    });
  });
}

interface Conversation {
  join: () => void;
  send: (text: string) => void;
  ready: () => void;
  refused: (text: string) => void;
  onLogin: (json: string) => void;
}

function heardOnWebsocket(text: string, conversation: Conversation): void {
  if (text.startsWith('l')) {
    conversation.onLogin(text.slice(1));
    conversation.send('a');
  } else if (text.startsWith('s')) conversation.ready();
}

/** Engine.IO 4 and socket.io 5: https://socket.io/docs/v4/socket-io-protocol/ */
function heardOnSocketIo(text: string, conversation: Conversation): void {
  if (text.startsWith('0')) return conversation.join();
  if (text === '2') return conversation.send('3');
  if (text.startsWith('44')) return conversation.refused(text);
  if (!text.startsWith(EVENT)) return;
  const list = text.indexOf('[');
  if (text.startsWith('["scene"', list)) return conversation.ready();
  if (!text.startsWith('["login"', list)) return;
  conversation.onLogin(text.slice(list + '["login",'.length, -1));
  const acknowledgement = text.slice(EVENT.length, list);
  if (acknowledgement !== '') conversation.send(`43/scenes,${acknowledgement}[]`);
}
