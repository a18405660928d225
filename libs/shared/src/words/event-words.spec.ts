import { describe, expect, test } from '@jest/globals';
import { SECURITY_EVENT_KINDS, type SecurityEvent } from '../audit-types.ts';
import { eventWords } from './event-words.ts';

type Told = Pick<SecurityEvent, 'kind' | 'by' | 'reason'>;

test.each([...SECURITY_EVENT_KINDS])('%s has a text in both languages', (kind) => {
  expect(eventWords({ kind }, 'zh').happened).toMatch(/[\u4e00-\u9fff]/);
  expect(eventWords({ kind }, 'en').happened).toMatch(/^[A-Z][^_]+$/);
});

describe('what differs by who did it', () => {
  const differs = (one: Told, other: Told) => {
    for (const language of ['zh', 'en'] as const) {
      expect(eventWords(one, language)).not.toEqual(eventWords(other, language));
    }
  };

  test('a code that two people scanned', () => {
    differs({ kind: 'taken', by: 'you' }, { kind: 'taken', by: 'other' });
  });

  test('a refusal, and one of a page that the person did not open', () => {
    differs({ kind: 'rejected' }, { kind: 'rejected', reason: 'not_me' });
  });

  test('a sign-out: in the browser, from the phone, on the account page, of all, and of one that is not known', () => {
    const kind = 'signed_out';
    differs({ kind, by: 'browser' }, { kind, by: 'phone' });
    differs({ kind, by: 'phone' }, { kind, by: 'page' });
    differs({ kind, by: 'page' }, { kind, by: 'all' });
    differs({ kind, by: 'phone' }, { kind, by: 'phone', reason: 'not_me' });
  });
});

test.each(['a_newer_kind', 'toString', 'constructor'])(
  '%s, which this program does not know, has words too',
  (kind) => {
    expect(eventWords({ kind } as unknown as Told, 'zh').happened).toBe('其他安全事件');
  },
);
