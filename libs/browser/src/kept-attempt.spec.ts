import { expect, test } from '@jest/globals';
import { createSceneName, createVerifier } from '@maqiao/shared';
import { createKeptAttempts, type Attempt, type InHand } from './kept-attempt.ts';
import { createMemoryStorage } from './testing/memory-storage.ts';

const verifier = createVerifier(globalThis.crypto);
const ATTEMPT: Attempt = {
  scene: createSceneName(verifier, Date.now()),
  verifier,
  wxacode: { mediaType: 'image/png', data: 'iVBORw0KGgo=' },
  interval: 2,
  lifetimeMs: 180_000,
  expiresAt: Date.now() + 180_000,
  offsetMs: -1234,
};

/** What a reloaded page reads of a text that lay in storage. */
function readBack(text: string): InHand | null {
  const storage = createMemoryStorage();
  storage.setItem('maqiao:attempt', text);
  return createKeptAttempts(storage).read();
}

test('what was kept is read back whole after a reload, until it is forgotten', () => {
  const storage = createMemoryStorage();
  createKeptAttempts(storage).keep(ATTEMPT);
  const reloaded = createKeptAttempts(storage);
  expect(reloaded.read()).toEqual({ attempt: ATTEMPT, former: null });
  reloaded.forget();
  expect(reloaded.read()).toBeNull();
  expect(createKeptAttempts(storage).read()).toBeNull();
});

test('so is the one before it, while both live', () => {
  const storage = createMemoryStorage();
  const kept = createKeptAttempts(storage);
  const other = createVerifier(globalThis.crypto);
  const former = { ...ATTEMPT, verifier: other, scene: createSceneName(other, Date.now()) };
  kept.keep(ATTEMPT, former);
  expect(createKeptAttempts(storage).read()).toEqual({ attempt: ATTEMPT, former });
  kept.keep(ATTEMPT);
  expect(createKeptAttempts(storage).read()).toEqual({ attempt: ATTEMPT, former: null });
});

test.each<[string, object]>([
  ['a verifier of another scene', { verifier: createVerifier(globalThis.crypto) }],
  ['a scene of another shape', { scene: '../../etc' }],
  ['a picture that is not base64', { wxacode: { mediaType: 'image/png', data: '"><script>' } }],
  ['a picture of another type', { wxacode: { mediaType: 'image/svg+xml', data: 'AAAA' } }],
  ['an interval of zero', { interval: 0 }],
  ['no end', { expiresAt: null }],
  ['no offset', { offsetMs: 'x' }],
])('%s is not believed', (_name, change) => {
  const changed = { ...ATTEMPT, ...change };
  expect(readBack(JSON.stringify({ attempt: changed, former: null }))).toBeNull();
  expect(readBack(JSON.stringify({ attempt: ATTEMPT, former: changed }))).toEqual({
    attempt: ATTEMPT,
    former: null,
  });
});

test.each(['', '{', '[]', 'null', '7'])('%j is nothing', (text) => {
  expect(readBack(text)).toBeNull();
});
