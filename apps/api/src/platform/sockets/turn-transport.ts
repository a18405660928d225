import type { EventEmitter } from 'node:events';
import type { Writable } from 'node:stream';
import { Transport } from 'engine.io';
import { writeTogether } from './write-together.ts';

/** What this needs of a websocket of `ws`. */
interface Websocket extends EventEmitter {
  send(data: string | Buffer): void;
  close(): void;
  readonly _socket?: Writable;
}

/**
 * What Engine.IO finds when it wants to know a browser's address, which would cost a call of the system: nobody here reads
 * it, and behind a proxy it is the proxy's.
 */
const ADDRESS_UNASKED = { _socket: { remoteAddress: '' } } as unknown as Websocket;

type TransportRequest = ConstructorParameters<typeof Transport>[0] & { websocket?: Websocket };
type Packets = Parameters<Transport['send']>[0];

/**
 * Engine.IO's websocket transport, with what a turn of the event loop says to a browser in one write. Engine.IO's own
 * waits for the end of each write before it begins the next one: four for a browser that connects, and two for each
 * login, of which each costs as much as the parsing of a request.
 */
export class TurnTransport extends Transport {
  /** By this name socket.io's own code, and `forgetHandshake`, know it. */
  readonly socket: Websocket;
  /** Set by Engine.IO. Frames are never compressed: they are short. */
  perMessageDeflate: unknown = null;
  readonly #send = (data: string | Buffer): void => this.socket.send(data);

  constructor(request: TransportRequest) {
    super(request);
    if (!request.websocket) throw new Error('No websocket has been opened for this request.');
    this.socket = request.websocket;
    request.websocket = ADDRESS_UNASKED;
    this.socket.on('message', (data: Buffer, isBinary: boolean) => {
      this.onData(isBinary ? data : data.toString());
    });
    this.socket.once('close', () => this.onClose());
    this.socket.on('error', (error: Error) => this.onError(error.message));
    this.writable = true;
  }

  get name(): string {
    return 'websocket';
  }

  get handlesUpgrades(): boolean {
    return true;
  }

  /** Hands packets to the websocket, which keeps their order. A connection that is lost is told of by `close`. */
  send(packets: Packets): void {
    const { _socket: stream } = this.socket;
    if (stream) writeTogether(stream);
    for (const packet of packets) this.parser.encodePacket(packet, this.supportsBinary, this.#send);
    this.emit('drain');
  }

  doClose(closed?: () => void): void {
    this.socket.close();
    closed?.();
  }
}
