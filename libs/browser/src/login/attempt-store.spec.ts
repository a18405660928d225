import { expect, test } from '@jest/globals';
import { createSceneName, createVerifier } from '@maqiao/shared';
import { createAttemptStore, type StoredAttempts } from './attempt-store.ts';
import type { LoginAttempt } from './login-attempt.ts';
import { createMemoryStorage } from '../testing/memory-storage.ts';

const verifier = createVerifier(globalThis.crypto);
const ATTEMPT: LoginAttempt = {
  scene: createSceneName(verifier, Date.now()),
  verifier,
  code: { wxacode: { mediaType: 'image/png', data: 'iVBORw0KGgo=' } },
  interval: 2,
  lifetimeMs: 180_000,
  expiresAt: Date.now() + 180_000,
  offsetMs: -1234,
};

/** What a reloaded page reads of a text that lay in storage. */
function readBack(text: string): StoredAttempts | null {
  const storage = createMemoryStorage();
  storage.setItem('maqiao:attempt', text);
  return createAttemptStore(storage).read();
}

test('what was stored is read back whole after a reload, until it is cleared', () => {
  const storage = createMemoryStorage();
  createAttemptStore(storage).write({ attempt: ATTEMPT, previous: null });
  const reloaded = createAttemptStore(storage);
  expect(reloaded.read()).toEqual({ attempt: ATTEMPT, previous: null });
  reloaded.clear();
  expect(reloaded.read()).toBeNull();
  expect(createAttemptStore(storage).read()).toBeNull();
});

test('so is the one before it, while both live', () => {
  const storage = createMemoryStorage();
  const store = createAttemptStore(storage);
  const other = createVerifier(globalThis.crypto);
  const previous = { ...ATTEMPT, verifier: other, scene: createSceneName(other, Date.now()) };
  store.write({ attempt: ATTEMPT, previous });
  expect(createAttemptStore(storage).read()).toEqual({ attempt: ATTEMPT, previous });
  store.write({ attempt: ATTEMPT, previous: null });
  expect(createAttemptStore(storage).read()).toEqual({ attempt: ATTEMPT, previous: null });
});

test.each<[string, object]>([
  ['a verifier of another scene', { verifier: createVerifier(globalThis.crypto) }],
  ['a scene of another shape', { scene: '../../etc' }],
  ['a picture that is not base64', { code: { wxacode: { mediaType: 'image/png', data: '"><script>' } } }],
  ['a picture of another type', { code: { wxacode: { mediaType: 'image/svg+xml', data: 'AAAA' } } }],
  ['an interval of zero', { interval: 0 }],
  ['no end', { expiresAt: null }],
  ['no offset', { offsetMs: 'x' }],
])('%s is not believed', (_name, change) => {
  const changed = { ...ATTEMPT, ...change };
  expect(readBack(JSON.stringify({ attempt: changed, previous: null }))).toBeNull();
  expect(readBack(JSON.stringify({ attempt: ATTEMPT, previous: changed }))).toEqual({
    attempt: ATTEMPT,
    previous: null,
  });
});

test.each(['', '{', '[]', 'null', '7'])('%j is nothing', (text) => {
  expect(readBack(text)).toBeNull();
});
