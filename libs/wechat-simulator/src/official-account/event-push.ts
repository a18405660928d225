import type { Clock } from '../clock.ts';
import type { ChatEntry } from './chats.ts';
import { readPassiveAnswer } from './passive-answer.ts';
import { type PushFields, type PushRequest, addressCheckQuery, pushRequest } from './push-request.ts';
import type { OfficialAccountSettings } from './settings.ts';

const ATTEMPTS = 3;
/** What a real push announces itself as. */
const USER_AGENT = 'Mozilla/4.0';

/** How a push ended. */
export interface PushResult {
  /** How often it was sent: 0 without a push address, 3 when it was never answered. */
  readonly attempts: number;
  /** What the account answered, for the chat; undefined for an empty answer. */
  readonly answer?: ChatEntry;
  /** Why WeChat tells the person that the account is not available. */
  readonly failure?: string;
}

/** The plain answer of a server. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
}

/** WeChat's side of the event push. */
export class EventPush {
  readonly #clock: Clock;
  readonly #running = new Set<AbortController>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Pushes, and pushes again whenever 5 s pass without an answer of status 200, three times in all. Every attempt has
   * the same fields and a signature of its own. Never rejects.
   */
  async send(settings: OfficialAccountSettings, fields: PushFields): Promise<PushResult> {
    if (settings.pushUrl === undefined) return { attempts: 0 };
    const openid = String(fields.FromUserName);
    let failure = '';
    for (let attempts = 1; attempts <= ATTEMPTS; attempts++) {
      const answer = await this.#attempt(settings, pushRequest(settings, fields, this.#clock.now()));
      if (answer === 'reset') return { attempts, failure: 'The simulator was reset' };
      if (typeof answer !== 'string') {
        try {
          const entry = readPassiveAnswer(settings, openid, answer.body);
          return entry ? { attempts, answer: entry } : { attempts };
        } catch (error) {
          return { attempts, failure: error instanceof Error ? error.message : String(error) };
        }
      }
      failure = answer;
    }
    return { attempts: ATTEMPTS, failure };
  }

  /** Sends exactly that once and reads no meaning into the answer. Rejects when there is none. */
  async raw(settings: OfficialAccountSettings, request: PushRequest): Promise<RawAnswer> {
    const stop = new AbortController();
    this.#running.add(stop);
    try {
      return await post(settings.pushUrl ?? '', request, stop.signal);
    } finally {
      this.#running.delete(stop);
    }
  }

  /** Checks the push address as the console does when it is saved: true when it answers `echostr`. */
  async addressAnswers(settings: OfficialAccountSettings): Promise<boolean> {
    const query = addressCheckQuery(settings, this.#clock.now());
    const url = withQuery(settings.pushUrl ?? '', query);
    const response = await fetch(url, { redirect: 'manual', headers: { 'User-Agent': USER_AGENT } });
    return response.status === 200 && (await response.text()) === query.echostr;
  }

  /** Breaks off what runs. */
  reset(): void {
    for (const stop of this.#running) stop.abort();
    this.#running.clear();
  }

  /** An answer of status 200, or why there was none: then 5 s have passed. */
  async #attempt(settings: OfficialAccountSettings, request: PushRequest): Promise<RawAnswer | string> {
    const stop = new AbortController();
    this.#running.add(stop);
    const answered = new AbortController();
    const time = this.#clock.sleep(settings.pushTimeoutMilliseconds, answered.signal);
    const late = time.then((slept) => (slept ? 'No answer came within 5 s' : 'reset'));
    const answer = post(settings.pushUrl ?? '', request, stop.signal).then(
      (raw) => (raw.status === 200 ? raw : `The answer had status ${raw.status}`),
      () => 'There was no connection, or it broke',
    );
    try {
      const first = await Promise.race([answer, late]);
      if (typeof first !== 'string' || first === 'reset') return first;
      return (await late) === 'reset' ? 'reset' : first;
    } finally {
      answered.abort();
      stop.abort();
      this.#running.delete(stop);
    }
  }
}

async function post(pushUrl: string, request: PushRequest, signal: AbortSignal): Promise<RawAnswer> {
  const response = await fetch(withQuery(pushUrl, request.query), {
    method: 'POST',
    headers: { 'Content-Type': request.contentType, 'User-Agent': USER_AGENT },
    body: request.body,
    redirect: 'manual',
    signal,
  });
  return { status: response.status, body: await response.text() };
}

function withQuery(address: string, query: Readonly<Record<string, string>>): URL {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
  return url;
}
