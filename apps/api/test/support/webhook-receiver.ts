import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export const WEBHOOK_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';

/** One request, as it came. */
export interface Received {
  id: string;
  path: string;
  body: string;
  headers: IncomingHttpHeaders;
  event: { type: string; timestamp: string; data: Record<string, string> };
}

/** A receiver of webhooks. A test sets its answers. */
export class WebhookReceiver {
  readonly url: string;
  readonly received: Received[] = [];
  /** 204 unless it is changed; a listener may answer in any other way, or never. */
  answer: number | RequestListener = 204;
  readonly #waiters = new Set<() => void>();
  readonly close: () => Promise<void>;

  private constructor(url: string, close: () => Promise<void>) {
    this.url = url;
    this.close = close;
  }

  static async start(): Promise<WebhookReceiver> {
    const receivers: WebhookReceiver[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const [receiver] = receivers;
        receiver?.take({
          id: String(request.headers['webhook-id']),
          path: request.url ?? '',
          body,
          headers: request.headers,
          event: JSON.parse(body) as Received['event'],
        });
        const answer = receiver?.answer ?? 500;
        if (typeof answer === 'number') response.writeHead(answer).end();
        else answer(request, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
    const receiver = new WebhookReceiver(url, async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    receivers.push(receiver);
    return receiver;
  }

  private take(received: Received): void {
    this.received.push(received);
    for (const waiter of this.#waiters) waiter();
  }

  /** Resolves once so many requests have come, the refused ones among them. */
  count(wanted: number): Promise<Received[]> {
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

  /** The event inside, once the official library has checked its signature and time. @throws when they are wrong */
  static verified({ body, headers }: Received, secret = WEBHOOK_SECRET): Received['event'] {
    return new Webhook(secret).verify(body, headers as Record<string, string>) as Received['event'];
  }
}
