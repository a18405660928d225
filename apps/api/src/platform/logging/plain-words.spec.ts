import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SCENE_STATUSES, SECURITY_EVENT_KINDS } from '@maqiao/shared';
import { everyField, plainWords } from './plain-words.ts';

const before = process.env.MAQIAO_LANG;
beforeAll(() => void (process.env.MAQIAO_LANG = 'en'));
afterAll(() => {
  if (before === undefined) delete process.env.MAQIAO_LANG;
  else process.env.MAQIAO_LANG = before;
});

describe('issue 13, number 9: what a line of the log says to people', () => {
  test('every state of a login has a sentence', () => {
    const said = SCENE_STATUSES.map((status) =>
      plainWords({ msg: `Login ${status}`, scene: 'x', event: 'y', status }, 'Login'),
    );
    expect(said.every((sentence) => sentence !== undefined)).toBe(true);
    expect(new Set(said).size).toBe(SCENE_STATUSES.length);
  });

  test('what the steps of a login have said is not said again; what the owner should look at is', () => {
    const said = (kind: string, more: object = {}) =>
      plainWords({ event: 'security', kind, user: 'u', origin: 'https://a.example', ...more }, 'AuditLog');
    const silent = SECURITY_EVENT_KINDS.filter((kind) => said(kind) === undefined);
    expect(silent).toEqual(['scanned', 'confirmed', 'rejected', 'signed_in', 'client_allowed']);
    expect(said('rejected', { reason: 'not_me' })).toMatch(/not theirs/);
    expect(said('account_deleted')).toMatch(/deleted their account/);
  });

  test('an error is its cure and its code, and a fault of ours its stack', () => {
    expect(plainWords({ code: 'wechat_misconfigured', hint: 'Set WECHAT_PAGE.' }, 'Problem')).toBe(
      'Set WECHAT_PAGE. (wechat_misconfigured)',
    );
    expect(plainWords({ code: 'unavailable' }, 'Problem')).toBe('A call was answered with unavailable.');
    const fault = Object.assign(new Error('broken'), { config: { secret: 'not to be told' } });
    const said = plainWords({ code: 'internal', err: fault }, 'Problem');
    expect(said).toMatch(/^A call was answered with internal\.\nError: broken\n {4}at /);
    expect(said).not.toContain('not to be told');
    expect(everyField({ err: fault })).not.toContain('not to be told');
  });

  test('a line that nobody has thought of keeps all that it has', () => {
    expect(plainWords({ msg: 'A webhook was not delivered.', status: 500, attempt: 2 }, 'Webhooks')).toBe(
      'A webhook was not delivered. status=500 attempt=2',
    );
  });
});
