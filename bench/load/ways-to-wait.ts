import { setTimeout as delay } from 'node:timers/promises';
import { HttpClient } from './http-client.ts';
import { atOnce, LoginAttempts, PUBLIC_URL, type Attempt } from './login-attempts.ts';

/** How browsers learn that they are signed in: by push, or by polling. */
export interface WayToWait {
  /** Opens so many logins, scanned and not yet confirmed. */
  prepare(count: number): Promise<void>;
  /**
   * Lets everyone wait for so long, and confirms some of them at random moments.
   * @returns the requests that the waiting cost, and how long each confirmed person waited, in milliseconds
   */
  wait(milliseconds: number, confirms: number): Promise<{ requests: number; waits: number[] }>;
}

/** On a socket, without polling. */
export class Pushed implements WayToWait {
  readonly #attempts: LoginAttempts;
  readonly #ready: Attempt[] = [];

  constructor(port: number) {
    this.#attempts = new LoginAttempts({ browserPort: port, transport: 'socket.io' });
  }

  async prepare(count: number): Promise<void> {
    await atOnce(count, 16, async () => {
      const attempt = await this.#attempts.open();
      await this.#attempts.scan(attempt);
      this.#ready.push(attempt);
    });
  }

  async wait(milliseconds: number, confirms: number): Promise<{ requests: number; waits: number[] }> {
    const waits = await atRandomMoments(milliseconds, confirms, async () => {
      const attempt = this.#ready.pop() as Attempt;
      const asked = performance.now();
      await Promise.all([this.#attempts.confirm(attempt), attempt.arrived]);
      return performance.now() - asked;
    });
    return { requests: 0, waits };
  }
}

/** One login with a polling browser. */
interface Asked {
  ask: () => Promise<boolean>;
  confirm: () => Promise<void>;
}

/** Polling in an interval, each browser starting at a random moment. */
class Polled implements WayToWait {
  readonly #intervalMs: number;
  readonly #open: () => Promise<Asked>;
  #ready: Asked[] = [];

  constructor(intervalMs: number, open: () => Promise<Asked>) {
    this.#intervalMs = intervalMs;
    this.#open = open;
  }

  async prepare(count: number): Promise<void> {
    await atOnce(count, 16, async () => void this.#ready.push(await this.#open()));
  }

  async wait(milliseconds: number, confirms: number): Promise<{ requests: number; waits: number[] }> {
    let requests = 0;
    let over = false;
    const heard = new Map<Asked, () => void>();
    const asking = this.#ready.map(async (one) => {
      await delay(Math.random() * this.#intervalMs);
      while (!over || heard.has(one)) {
        const asked = performance.now();
        if (!over) requests += 1;
        if (await one.ask()) {
          heard.get(one)?.();
          heard.delete(one);
          return;
        }
        await delay(Math.max(0, this.#intervalMs - (performance.now() - asked)));
      }
    });
    const left = [...this.#ready];
    const waits = await atRandomMoments(
      milliseconds,
      confirms,
      async () => {
        const one = left.pop() as Asked;
        const asked = performance.now();
        const arrived = new Promise<void>((resolve) => heard.set(one, resolve));
        await one.confirm();
        await arrived;
        return performance.now() - asked;
      },
      () => (over = true),
    );
    await Promise.all(asking);
    this.#ready = left;
    return { requests, waits };
  }
}

/** The product's own fallback, at the interval that it asks for. */
export function fallbackPolling(port: number): WayToWait {
  const attempts = new LoginAttempts({ browserPort: port, transport: 'socket.io' });
  return new Polled(2_000, async () => {
    const attempt = await attempts.register();
    await attempts.scan(attempt);
    return {
      ask: async () => (await attempts.poll(attempt)) === 200,
      confirm: () => attempts.confirm(attempt),
    };
  });
}

/** RFC 8628 as better-auth speaks it, at its interval of 5 s. One person approves everything. */
export function deviceFlow(port: number): WayToWait {
  const http = new HttpClient(port);
  const headers = `Origin: ${PUBLIC_URL}\r\nUser-Agent: a device\r\n`;
  const post = (path: string, body: object, more = '') =>
    http.call('POST', `/api/auth${path}`, headers + more, JSON.stringify(body));
  let person: Promise<string> | undefined;
  const signUp = async (): Promise<string> => {
    const body = { name: 'a', email: 'a@example.com', password: 'a-password-for-one-run' };
    const answer = await post('/sign-up/email', body);
    const { token } = JSON.parse(answer.body) as { token?: string };
    const cookie = /better-auth\.session_token=[^;]+/.exec(answer.head)?.[0];
    if (token === undefined || cookie === undefined) throw new Error(`sign-up: ${answer.body}`);
    return `Cookie: ${cookie}\r\n`;
  };
  return new Polled(5_000, async () => {
    const cookie = await (person ??= signUp());
    const answer = await post('/device/code', { client_id: 'bench' });
    const { device_code, user_code } = JSON.parse(answer.body) as Record<string, string>;
    const grant = {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: 'bench',
      device_code,
    };
    return {
      ask: async () => (await post('/device/token', grant)).status === 200,
      confirm: async () => {
        await http.call('GET', `/api/auth/device?user_code=${user_code}`, headers + cookie, '');
        const approved = await post('/device/approve', { userCode: user_code }, cookie);
        if (approved.status !== 200) throw new Error(`approve: ${approved.status} ${approved.body}`);
      },
    };
  });
}

/** Runs `work` so many times, each begun at a random moment of the time given. @returns what each came to */
async function atRandomMoments(
  milliseconds: number,
  times: number,
  work: () => Promise<number>,
  over: () => void = () => undefined,
): Promise<number[]> {
  const results = Array.from({ length: times }, async () => {
    await delay(Math.random() * milliseconds);
    return work();
  });
  await delay(milliseconds);
  over();
  return Promise.all(results);
}
