import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterThisTest } from '../../support/after-this-test.ts';

/** One request with a logout token, as it came. */
interface ReceivedLogout {
  type: string | undefined;
  token: string;
}

/** A client's back-channel logout endpoint. It answers as the test says. */
export class LogoutReceiver {
  readonly received: ReceivedLogout[] = [];
  /** 200 unless it is changed; a listener may answer in any other way, or never. */
  answer: number | RequestListener = 200;
  readonly #waiters = new Set<() => void>();

  private constructor(private port: number) {}

  /** Starts one; it is stopped after the test. */
  static async start(): Promise<LogoutReceiver> {
    const receiver = new LogoutReceiver(0);
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        receiver.#take({
          type: request.headers['content-type'],
          token: new URLSearchParams(body).get('logout_token') ?? '',
        });
        if (typeof receiver.answer === 'number') response.writeHead(receiver.answer).end();
        else receiver.answer(request, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    afterThisTest(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    receiver.port = (server.address() as AddressInfo).port;
    return receiver;
  }

  get uri(): string {
    return `http://127.0.0.1:${this.port}/logged-out`;
  }

  #take(received: ReceivedLogout): void {
    this.received.push(received);
    for (const waiter of this.#waiters) waiter();
  }

  /** Resolves once so many requests have come, the refused ones among them. */
  count(wanted: number): Promise<ReceivedLogout[]> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.received.length < wanted) return;
        this.#waiters.delete(look);
        resolve(this.received);
      };
      this.#waiters.add(look);
      look();
    });
  }
}
