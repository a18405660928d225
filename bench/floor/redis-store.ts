import {
  fieldsBroughtBy,
  personOf,
  sceneRecordOf,
  type ErrorCode,
  type SceneChange,
  type SceneRecord,
  type SceneScan,
  type SceneStatus,
} from '@maqiao/shared';
import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { LIFETIMES, type ChangedScene, type Outcome, type Store } from './store.ts';

/**
 * One script, one round trip: checks the status and the person, writes the next status with what comes with it, and
 * tells the holder's channel. It knows the transitions of a successful login, and refuses all others.
 */
const SCRIPT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local stored = redis.call('HMGET', KEYS[1], 'status', 'deadline', 'person', 'holder')
local status = stored[1]
if status and now >= tonumber(stored[2]) then return { 'scene_expired', now } end
if (status or 'none') ~= ARGV[1] or (stored[3] and ARGV[4] ~= '' and stored[3] ~= ARGV[4]) then
  return { status and 'scene_closed' or 'scene_not_found', now }
end
local deadline = ARGV[3] == '0' and stored[2] or string.format('%.0f', now + ARGV[3])
redis.call('HSET', KEYS[1], 'status', ARGV[2], 'deadline', deadline, unpack(ARGV, 5))
redis.call('PEXPIREAT', KEYS[1], deadline + ${LIFETIMES.terminal})
if stored[4] and ARGV[2] ~= status then
  local fields = redis.call('HMGET', KEYS[1], 'person', 'sid', 'scan')
  redis.call('PUBLISH', stored[4], table.concat(
    { KEYS[1], ARGV[2], deadline, string.format('%.0f', now), fields[1] or '', fields[2] or '', fields[3] or '' }, '\\n'))
end
local record = redis.call('HMGET', KEYS[1], 'browser', 'scan', 'createdAt', 'sid', 'person')
return { 'ok', now, deadline, record[1], record[2], record[3], record[4], record[5] }
`;

/** From which status an event leads where, and for how long. */
const STEPS: Partial<
  Record<SceneChange['event'], readonly [from: SceneStatus | 'none', to: SceneStatus, lifetime: number]>
> = {
  register: ['none', 'pending', LIFETIMES.pending],
  watch: ['pending', 'pending', 0],
  scan: ['pending', 'scanned', LIFETIMES.scanned],
  confirm: ['scanned', 'confirmed', LIFETIMES.delivery],
  acknowledge: ['confirmed', 'consumed', LIFETIMES.terminal],
};

type WithScript = Redis & { floor(...args: string[]): Promise<Reply> };
type Reply = [answer: 'ok' | ErrorCode, now: number, ...fields: (string | null)[]];

/** Scenes in Redis; each instance listens on a channel of its own. */
export class RedisStore implements Store {
  readonly instance = `floor:${randomBytes(16).toString('base64url')}`;
  onChange: Store['onChange'] = () => undefined;
  onStep: Store['onStep'] = () => undefined;
  readonly #redis: WithScript;

  private constructor(redis: Redis) {
    redis.defineCommand('floor', { numberOfKeys: 1, lua: SCRIPT });
    this.#redis = redis as WithScript;
  }

  static async open(url: string): Promise<RedisStore> {
    const store = new RedisStore(new Redis(url, { enableAutoPipelining: true }));
    const channel = new Redis(url);
    channel.on('message', (_channel, text) => store.#hear(text));
    await channel.subscribe(store.instance);
    return store;
  }

  async apply(scene: string, change: SceneChange): Promise<Outcome> {
    const { event } = change;
    const step = STEPS[event];
    if (!step) throw new Error(`the floor knows no ${event}`);
    const createdAt = event === 'register' ? Date.now() : undefined;
    const fields = Object.entries({ ...fieldsBroughtBy(change), createdAt }).flatMap(([name, value]) =>
      value === undefined ? [] : [name, typeof value === 'string' ? value : JSON.stringify(value)],
    );
    const [from, status, lifetime] = step;
    const reply = await this.#redis.floor(
      `floor:{${scene}}`,
      from,
      status,
      String(lifetime),
      personOf(change) ?? '',
      ...fields,
    );
    const [answer, now, ...rest] = reply;
    if (answer !== 'ok') return { answer, now, record: undefined, changed: false, before: undefined };
    const record = recordOf(scene, status, rest);
    if (from !== status) this.onStep(record, from === 'none' ? undefined : from);
    return { answer, now, record, changed: true, before: undefined };
  }

  async read(scene: string): Promise<{ record: SceneRecord | undefined; now: number }> {
    const fields = await this.#redis.hmget(
      `floor:{${scene}}`,
      'status',
      'deadline',
      'browser',
      'scan',
      'createdAt',
      'sid',
      'person',
    );
    const [status, ...rest] = fields;
    const now = Date.now();
    return { record: status == null ? undefined : recordOf(scene, status as SceneStatus, rest), now };
  }

  #hear(text: string): void {
    const [key = '', status, deadline, now, person = '', sid = '', scan = ''] = text.split('\n');
    const scene = key.slice('floor:{'.length, -1);
    const changed: ChangedScene = {
      scene,
      status: status as SceneStatus,
      deadline: Number(deadline),
      deliverUntil: Number(deadline),
      ...(person !== '' && { person }),
      ...(sid !== '' && { sid }),
      ...(scan !== '' && { scan: JSON.parse(scan) as SceneScan }),
    };
    this.onChange(changed, Number(now));
  }
}

function recordOf(scene: string, status: SceneStatus, fields: (string | null)[]): SceneRecord {
  const [deadline, browser, scan, createdAt, sid, person] = fields;
  return sceneRecordOf({
    scene,
    status,
    method: 'mini-program',
    createdAt: Number(createdAt),
    deadline: Number(deadline),
    browser: JSON.parse(browser ?? '{}') as SceneRecord['browser'],
    scan: scan == null ? undefined : (JSON.parse(scan) as SceneScan),
    sid: sid ?? undefined,
    person: person ?? undefined,
    deliverUntil: Number(deadline),
  });
}
