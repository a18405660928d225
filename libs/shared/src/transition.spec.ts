import { describe, expect, test } from '@jest/globals';
import type { ErrorCode } from './error-codes.ts';
import { SCENE_STATUSES, type SceneRecord, type SceneStatus } from './scene-record.ts';
import { sceneAt, transition, type SceneChange, type SceneLifetimes } from './transition.ts';

const lifetimes: SceneLifetimes = { pending: 180_000, scanned: 120_000, delivery: 60_000, terminal: 120_000 };
const T0 = 1_000_000;
const browser = {
  origin: 'https://a.example',
  browser: 'Firefox',
  os: 'Linux',
  ip: '192.0.2.1',
  region: null,
  display: 'screen',
} as const;

const scan = {
  event: 'scan',
  person: 'p1',
  scan: { user: { nickname: null, avatarUrl: null }, near: 'unknown', entry: 1047 },
} satisfies SceneChange;
const confirm = { event: 'confirm', person: 'p1', sid: 's1' } satisfies SceneChange;

function walk(changes: SceneChange[], from?: SceneRecord): SceneRecord {
  let record = from;
  for (const change of changes) {
    const outcome = transition(record, 'S', change, T0, lifetimes);
    expect(outcome.answer).toBe('ok');
    record = outcome.record;
  }
  if (!record) throw new Error('no record');
  return record;
}

const register: SceneChange = { event: 'register', method: 'mini-program', browser };
const paths: Record<Exclude<SceneStatus, 'expired'>, SceneChange[]> = {
  pending: [register],
  scanned: [register, scan],
  confirmed: [register, scan, confirm],
  consumed: [register, scan, confirm, { event: 'redeem' }],
  rejected: [register, scan, { event: 'reject', person: 'p1' }],
  cancelled: [register, scan, { event: 'cancel' }],
};

// Written out by hand from the protocol's table, so that a change of the data is seen here.
const same = (status: SceneStatus) => ['ok', status] as const;
const no = (code: ErrorCode) => [code] as const;
/** The status stays, and the fields of the event are stored. */
const wrote = (status: SceneStatus) => ['ok', status, 'wrote'] as const;
type Expectation = readonly ['ok', SceneStatus, 'wrote'?] | readonly [ErrorCode];
const expected: [string, SceneChange, Record<SceneStatus, Expectation>][] = [
  [
    'register again',
    register,
    {
      pending: same('pending'),
      scanned: same('scanned'),
      confirmed: no('scene_closed'),
      consumed: no('scene_closed'),
      rejected: no('scene_closed'),
      cancelled: no('scene_closed'),
      expired: no('scene_expired'),
    },
  ],
  [
    'scan by the scanner',
    scan,
    {
      pending: same('scanned'),
      scanned: same('scanned'),
      confirmed: same('confirmed'),
      consumed: same('consumed'),
      rejected: no('scene_closed'),
      cancelled: no('scene_closed'),
      expired: no('scene_expired'),
    },
  ],
  [
    'scan by another',
    { ...scan, person: 'p2' },
    {
      pending: same('scanned'),
      scanned: no('scene_taken'),
      confirmed: no('scene_taken'),
      consumed: no('scene_taken'),
      rejected: no('scene_closed'),
      cancelled: no('scene_closed'),
      expired: no('scene_expired'),
    },
  ],
  [
    'confirm by the scanner',
    confirm,
    {
      pending: no('not_scanner'),
      scanned: same('confirmed'),
      confirmed: same('confirmed'),
      consumed: same('consumed'),
      rejected: no('scene_closed'),
      cancelled: no('scene_closed'),
      expired: no('scene_expired'),
    },
  ],
  [
    'reject by the scanner',
    { event: 'reject', person: 'p1' },
    {
      pending: no('not_scanner'),
      scanned: same('rejected'),
      confirmed: same('rejected'),
      consumed: same('rejected'),
      rejected: same('rejected'),
      cancelled: no('scene_closed'),
      expired: no('scene_expired'),
    },
  ],
  ...(['confirm', 'reject'] as const).map(
    (event): [string, SceneChange, Record<SceneStatus, Expectation>] => [
      `${event} by another`,
      { event, person: 'p2', sid: 's2' },
      {
        pending: no('not_scanner'),
        scanned: no('not_scanner'),
        confirmed: no('not_scanner'),
        consumed: no('not_scanner'),
        rejected: no('scene_closed'),
        cancelled: no('scene_closed'),
        expired: no('scene_expired'),
      },
    ],
  ),
  [
    'cancel',
    { event: 'cancel' },
    {
      pending: same('cancelled'),
      scanned: same('cancelled'),
      confirmed: same('cancelled'),
      consumed: no('scene_closed'),
      rejected: no('scene_closed'),
      cancelled: same('cancelled'),
      expired: no('scene_expired'),
    },
  ],
  ...(['deliver', 'redeem'] as const).map(
    (event): [string, SceneChange, Record<SceneStatus, Expectation>] => [
      event,
      { event },
      {
        pending: no('authorization_pending'),
        scanned: no('authorization_pending'),
        confirmed: same(event === 'deliver' ? 'confirmed' : 'consumed'),
        consumed: same('consumed'),
        rejected: no('access_denied'),
        cancelled: no('access_denied'),
        expired: no('expired_token'),
      },
    ],
  ),
  [
    'prove again',
    { event: 'proveAgain', provenSid: 's0' },
    {
      pending: no('authorization_pending'),
      scanned: no('authorization_pending'),
      confirmed: no('authorization_pending'),
      consumed: wrote('consumed'),
      rejected: no('access_denied'),
      cancelled: no('access_denied'),
      expired: no('expired_token'),
    },
  ],
  [
    'acknowledge',
    { event: 'acknowledge' },
    {
      pending: same('pending'),
      scanned: same('scanned'),
      confirmed: same('consumed'),
      consumed: same('consumed'),
      rejected: same('rejected'),
      cancelled: same('cancelled'),
      expired: same('expired'),
    },
  ],
];

describe.each(expected)('%s', (_name, change, answers) => {
  test.each(SCENE_STATUSES)('in %s', (status) => {
    const from =
      status === 'expired' ? { ...walk(paths.scanned), deadline: T0 } : walk(paths[status], undefined);
    const outcome = transition(from, 'S', change, T0, lifetimes);
    const [answer, after = status, wrote] = answers[status];
    expect([outcome.answer, outcome.record?.status]).toEqual([answer, after]);
    expect(outcome.before).toBe(status);
    if (after === status) expect(outcome.changed).toBe(wrote !== undefined);
  });
});

test('an unknown scene refuses every event but its registration', () => {
  expect(transition(undefined, 'S', register, T0, lifetimes)).toMatchObject({ answer: 'ok', changed: true });
  for (const change of [
    scan,
    confirm,
    { event: 'redeem' },
    { event: 'watch', holder: 'i1' },
  ] as SceneChange[]) {
    expect(transition(undefined, 'S', change, T0, lifetimes)).toMatchObject({
      answer: 'scene_not_found',
      changed: false,
    });
  }
});

describe('deadlines', () => {
  test('are exclusive: at the deadline a live scene has expired, and 120 s later it is gone', () => {
    const record = walk(paths.pending);
    expect(record.deadline).toBe(T0 + 180_000);
    expect(sceneAt(record, T0 + 179_999, lifetimes)?.status).toBe('pending');
    expect(sceneAt(record, T0 + 180_000, lifetimes)?.status).toBe('expired');
    expect(sceneAt(record, T0 + 299_999, lifetimes)?.status).toBe('expired');
    expect(sceneAt(record, T0 + 300_000, lifetimes)).toBeUndefined();
  });

  test('a closed scene is readable for 120 s', () => {
    const record = walk(paths.rejected);
    expect(sceneAt(record, T0 + 119_999, lifetimes)?.status).toBe('rejected');
    expect(sceneAt(record, T0 + 120_000, lifetimes)).toBeUndefined();
  });

  test('scan starts 120 s, confirm starts the 60 s of delivery', () => {
    expect(walk(paths.scanned).deadline).toBe(T0 + 120_000);
    expect(walk(paths.confirmed)).toMatchObject({ deadline: T0 + 60_000, deliverUntil: T0 + 60_000 });
  });

  test('a consumed scene gives tokens, and can be taken back, until the delivery deadline', () => {
    const record = walk(paths.consumed);
    const at = (now: number, change: SceneChange) => transition(record, 'S', change, now, lifetimes).answer;
    const reject: SceneChange = { event: 'reject', person: 'p1' };
    expect(at(T0 + 59_999, { event: 'redeem' })).toBe('ok');
    expect(at(T0 + 60_000, { event: 'redeem' })).toBe('expired_token');
    expect(at(T0 + 60_000, { event: 'deliver' })).toBe('expired_token');
    expect(at(T0 + 59_999, reject)).toBe('ok');
    expect(at(T0 + 60_000, reject)).toBe('scene_closed');
  });

  test('a consumed scene is readable as long as it gives tokens, however long that is set', () => {
    const long = { ...lifetimes, delivery: 600_000 };
    const confirmed = transition(walk(paths.scanned), 'S', confirm, T0, long).record;
    const consumed = transition(confirmed, 'S', { event: 'redeem' }, T0, long).record;
    expect(consumed?.deadline).toBe(T0 + 600_000);
  });
});

describe('number match', () => {
  const withNumber = walk([register, { ...scan, number: '42' }]);
  const type = (typedNumber?: string) =>
    transition(withNumber, 'S', { ...confirm, typedNumber }, T0, lifetimes);

  test('the right number confirms', () => {
    expect(type('42')).toMatchObject({ answer: 'ok', record: { status: 'confirmed', sid: 's1' } });
  });
  test('one wrong try rejects the scene, and draws no session', () => {
    const outcome = type('24');
    expect(outcome).toMatchObject({
      answer: 'number_mismatch',
      changed: true,
      record: { status: 'rejected' },
    });
    expect(outcome.record?.sid).toBeUndefined();
  });
  test('a forgotten number is no try', () => {
    expect(type()).toMatchObject({
      answer: 'invalid_request',
      changed: false,
      record: { status: 'scanned' },
    });
  });
});

test('a repeated confirm keeps the session of the first', () => {
  const again = transition(walk(paths.confirmed), 'S', { ...confirm, sid: 's2' }, T0, lifetimes);
  expect(again.record?.sid).toBe('s1');
});

test('watch names the holder in every readable state and changes nothing else', () => {
  for (const status of SCENE_STATUSES) {
    if (status === 'expired') continue;
    const before = walk(paths[status]);
    const { record } = transition(before, 'S', { event: 'watch', holder: 'i1' }, T0, lifetimes);
    expect(record).toEqual({ ...before, holder: 'i1' });
  }
});
