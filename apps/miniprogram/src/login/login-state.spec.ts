import { describe, expect, test } from '@jest/globals';
import { ERROR_STATUS, type ErrorCode, type LoginRequestDetails, type ScanResponse } from '@maqiao/shared';
import { failure, type FailureCode } from '../api/failure.ts';
import {
  canConfirm,
  dueAt,
  INITIAL_STATE,
  nextState,
  type LoginEvent,
  type LoginState,
  type Phase,
  type PhaseIn,
} from './login-state.ts';
import type { Visit } from './visit.ts';
import { recoveryAction } from './recovery-action.ts';

const VISIT: Visit = { scene: 'AAAAAA'.padEnd(32, 'x'), entry: 1047 };
const OTHER: Visit = { scene: 'AAAAAA'.padEnd(32, 'y'), entry: 1049 };
/** This phone's clock; the server's is an hour ahead. */
const NOW = 1_000_000;
const SERVER_NOW = NOW + 3_600_000;

function iso(offset: number): string {
  return new Date(SERVER_NOW + offset).toISOString();
}

function snapshot(status: ScanResponse['scene']['status'], lifeMs: number): ScanResponse['scene'] {
  return { scene: VISIT.scene, status, now: iso(0), expiresAt: iso(lifeMs) };
}

function scanAnswer(
  request: Partial<LoginRequestDetails> = {},
  scene = snapshot('scanned', 120_000),
): ScanResponse {
  return {
    accessToken: 'token-1',
    expiresIn: 600,
    user: { nickname: null, avatarUrl: null },
    scene,
    request: {
      siteName: 'Reading club',
      siteUrl: 'https://read.example.com',
      browser: 'Chrome',
      os: 'Windows',
      region: null,
      ip: null,
      near: 'same-network',
      match: 'none',
      display: 'screen',
      createdAt: iso(-30_000),
      ...request,
    },
  };
}

/** Plays events; those of the running task are given its number. */
function play(state: LoginState, ...events: (LoginEvent | ((task: number) => LoginEvent))[]): LoginState {
  return events.reduce<LoginState>(
    (current, event) => nextState(current, typeof event === 'function' ? event(current.task) : event),
    state,
  );
}

function phaseOf<At extends Phase['at']>(state: LoginState, at: At): PhaseIn<At> {
  expect(state.phase.at).toBe(at);
  return state.phase as PhaseIn<At>;
}

const opened: LoginEvent = { type: 'opened', visit: VISIT };
const scanned =
  (answer = scanAnswer()) =>
  (task: number): LoginEvent => ({ type: 'scanned', task, answer, now: NOW });
const failed =
  (code: FailureCode, waitSeconds = 0) =>
  (task: number): LoginEvent => ({
    type: 'failed',
    task,
    failure: failure(code, waitSeconds),
    now: NOW,
  });
const decided =
  (status: 'confirmed' | 'rejected') =>
  (task: number): LoginEvent => ({
    type: 'decided',
    task,
    snapshot: snapshot(status, 60_000),
    now: NOW,
  });
const confirmTapped: LoginEvent = { type: 'confirm-tapped' };
const rejectTapped: LoginEvent = { type: 'reject-tapped' };

const ERROR_CODES = Object.keys(ERROR_STATUS) as ErrorCode[];
const asking = (request?: Partial<LoginRequestDetails>) =>
  play(INITIAL_STATE, opened, scanned(scanAnswer(request)));

describe('the way of a login', () => {
  test('scan, look, confirm, signed in; server times are turned into this phone’s clock', () => {
    const state = asking();
    const { login } = phaseOf(state, 'asking');
    expect(login.madeAt).toBe(NOW - 30_000);
    expect(dueAt(state.phase)).toBe(NOW + 120_000);

    const deciding = play(state, confirmTapped);
    expect(phaseOf(deciding, 'deciding')).toMatchObject({ decision: 'confirm', undo: false });
    expect(phaseOf(play(deciding, decided('confirmed')), 'signed-in').undoUntil).toBe(NOW + 60_000);
  });

  test('refuse', () => {
    const state = play(asking(), rejectTapped, decided('rejected'));
    expect(phaseOf(state, 'declined').undone).toBe(false);
    expect(phaseOf(play(asking(), rejectTapped), 'deciding').notMe).toBe(false);
  });

  test('refuse a page that the person did not open, also after the token has expired', () => {
    const refusing = play(asking(), { type: 'not-me-tapped' });
    expect(phaseOf(refusing, 'deciding')).toMatchObject({ decision: 'reject', undo: false, notMe: true });
    const renewed = play(refusing, failed('invalid_token'), scanned(scanAnswer()));
    expect(phaseOf(renewed, 'deciding')).toMatchObject({ decision: 'reject', notMe: true });
    expect(phaseOf(play(refusing, decided('rejected')), 'declined').undone).toBe(false);
    expect(play(refusing, { type: 'not-me-tapped' })).toBe(refusing);
  });

  test('a code that this person has confirmed already is shown as signed in', () => {
    for (const status of ['confirmed', 'consumed'] as const) {
      const state = play(INITIAL_STATE, opened, scanned(scanAnswer({}, snapshot(status, 60_000))));
      phaseOf(state, 'signed-in');
    }
  });

  test('a second tap while the first is on its way changes nothing', () => {
    const deciding = play(asking(), confirmTapped);
    expect(play(deciding, confirmTapped, rejectTapped)).toBe(deciding);
  });
});

describe('one scan, one run', () => {
  test('a new scene replaces the old run, whose answers are dropped', () => {
    const first = play(INITIAL_STATE, opened);
    const second = play(first, { type: 'opened', visit: OTHER });
    const afterOldAnswer = play(second, {
      type: 'scanned',
      task: first.task,
      answer: scanAnswer(),
      now: NOW,
    });
    expect(afterOldAnswer).toBe(second);
    const afterOldFailure = nextState(second, failed('scene_expired')(first.task));
    expect(afterOldFailure).toBe(second);
    expect(phaseOf(second, 'scanning').visit).toEqual(OTHER);
  });

  test('coming back from the background scans nothing again', () => {
    for (const state of [play(INITIAL_STATE, opened), asking(), play(asking(), confirmTapped)]) {
      expect(play(state, { type: 'shown-again', now: NOW + 1 })).toBe(state);
    }
  });

  test('what WeChat interrupted in the background goes on by itself, nothing else does', () => {
    const back: LoginEvent = { type: 'shown-again', now: NOW + 1 };
    phaseOf(play(INITIAL_STATE, opened, failed('interrupted'), back), 'scanning');
    phaseOf(play(INITIAL_STATE, opened, failed('timed_out'), back), 'failed');
  });
});

describe('number match', () => {
  test('confirm waits for two digits; other characters are dropped', () => {
    const state = asking({ match: 'number' });
    expect(canConfirm(phaseOf(state, 'asking'))).toBe(false);
    expect(play(state, confirmTapped)).toBe(state);

    const typed = play(state, { type: 'number-typed', text: '4a7 9' });
    expect(phaseOf(typed, 'asking').number).toBe('47');
    expect(phaseOf(play(typed, confirmTapped), 'deciding').number).toBe('47');
    expect(phaseOf(play(state, { type: 'number-typed', text: '4' }), 'asking').number).toBe('4');
    expect(canConfirm(phaseOf(play(state, { type: 'number-typed', text: '4' }), 'asking'))).toBe(false);
  });

  test('refusing needs no number', () => {
    phaseOf(play(asking({ match: 'number' }), rejectTapped), 'deciding');
  });

  test('the number survives a lost answer', () => {
    const state = play(
      asking({ match: 'number' }),
      { type: 'number-typed', text: '47' },
      confirmTapped,
      failed('timed_out'),
    );
    expect(phaseOf(state, 'asking')).toMatchObject({ number: '47', trouble: { code: 'timed_out' } });
    phaseOf(play(state, confirmTapped), 'deciding');
  });
});

describe('failures of the scan', () => {
  test('a login code that is no longer good is replaced once, silently', () => {
    const again = play(INITIAL_STATE, opened, failed('invalid_login_code'));
    expect(phaseOf(again, 'scanning').codeRenewed).toBe(true);
    expect(phaseOf(play(again, failed('invalid_login_code')), 'failed').failure.code).toBe(
      'invalid_login_code',
    );
  });

  test.each(ERROR_CODES.filter((code) => code !== 'invalid_login_code'))('%s is shown', (code) => {
    const state = play(INITIAL_STATE, opened, failed(code));
    expect(phaseOf(state, 'failed').failure.code).toBe(code);
  });

  test('a retry starts over, and not before the server wants it', () => {
    const state = play(INITIAL_STATE, opened, failed('rate_limited', 7), { type: 'retry-tapped' });
    expect(phaseOf(state, 'scanning')).toMatchObject({
      visit: VISIT,
      notBefore: NOW + 7000,
      codeRenewed: false,
    });
  });

  test('failures that a retry cannot fix are not tried again', () => {
    const state = play(INITIAL_STATE, opened, failed('scene_taken'));
    expect(play(state, { type: 'retry-tapped' })).toBe(state);
  });
});

describe('failures of a decision', () => {
  test.each(ERROR_CODES.filter((code) => code !== 'invalid_token'))('%s after confirm', (code) => {
    const state = play(asking(), confirmTapped, failed(code));
    if (recoveryAction(code) === 'retry') expect(phaseOf(state, 'asking').trouble?.code).toBe(code);
    else expect(phaseOf(state, 'failed').failure.code).toBe(code);
  });

  test('an expired token is renewed once by scanning again, and the decision continues', () => {
    const renewing = play(asking(), confirmTapped, failed('invalid_token'));
    expect(phaseOf(renewing, 'deciding')).toMatchObject({ renewing: true, decision: 'confirm' });

    const renewed = play(renewing, scanned({ ...scanAnswer(), accessToken: 'token-2' }));
    const phase = phaseOf(renewed, 'deciding');
    expect(phase).toMatchObject({ renewing: false, decision: 'confirm' });
    expect(phase.login.accessToken).toBe('token-2');
    expect(renewed.task).not.toBe(renewing.task);

    expect(phaseOf(play(renewed, failed('invalid_token')), 'asking').trouble?.code).toBe('invalid_token');
  });

  test('refusing a login that has run out counts as refused', () => {
    phaseOf(play(asking(), rejectTapped, failed('scene_expired')), 'declined');
    phaseOf(play(asking(), confirmTapped, failed('scene_expired')), 'failed');
  });
});

describe('undoing a confirmed login', () => {
  const signedIn = play(asking(), confirmTapped, decided('confirmed'));

  test('until the server no longer takes it', () => {
    const undoing = play(signedIn, { type: 'undo-tapped' });
    expect(phaseOf(undoing, 'deciding')).toMatchObject({ decision: 'reject', undo: true, notMe: true });
    expect(phaseOf(play(undoing, decided('rejected')), 'declined').undone).toBe(true);
  });

  test('is over at the deadline, and when the server says so', () => {
    const later = play(signedIn, { type: 'time-passed', now: NOW + 60_000 });
    expect(phaseOf(later, 'signed-in').undoUntil).toBe(0);
    expect(play(later, { type: 'undo-tapped' })).toBe(later);

    const tooLate = play(signedIn, { type: 'undo-tapped' }, failed('scene_closed'));
    expect(phaseOf(tooLate, 'signed-in')).toMatchObject({ undoUntil: 0, trouble: { code: 'scene_closed' } });
  });

  test('may be tried again after a lost answer', () => {
    const lost = play(signedIn, { type: 'undo-tapped' }, failed('offline'));
    expect(phaseOf(lost, 'signed-in')).toMatchObject({
      undoUntil: NOW + 60_000,
      trouble: { code: 'offline' },
    });
    phaseOf(play(lost, { type: 'undo-tapped' }), 'deciding');
  });
});

describe('the clock', () => {
  test('a request nobody decided runs out by itself, not before its deadline', () => {
    const state = asking();
    expect(play(state, { type: 'time-passed', now: NOW + 119_999 })).toBe(state);
    const over = play(state, { type: 'time-passed', now: NOW + 120_000 });
    expect(phaseOf(over, 'failed').failure.code).toBe('scene_expired');
  });

  test('timers stand still in the background: the deadline is looked at when the page is shown again', () => {
    phaseOf(play(asking(), { type: 'shown-again', now: NOW + 120_000 }), 'failed');
  });

  test('slowness is shown for the running work only', () => {
    const state = play(INITIAL_STATE, opened);
    const slow = nextState(state, { type: 'slow', task: state.task, part: 'wechat' });
    expect(phaseOf(slow, 'scanning').slow).toBe('wechat');
    expect(slow.task).toBe(state.task);
    expect(nextState(state, { type: 'slow', task: state.task - 1, part: 'site' })).toBe(state);
  });
});
