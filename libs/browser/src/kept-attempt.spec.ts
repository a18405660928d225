import { expect, test } from '@jest/globals';
import { createSceneName, createVerifier } from '@maqiao/shared';
import { createKeptAttempts, type Attempt } from './kept-attempt.ts';
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
function readBack(text: string): Attempt | null {
  const storage = createMemoryStorage();
  storage.setItem('maqiao:attempt', text);
  return createKeptAttempts(storage).read();
}

test('what was kept is read back whole after a reload, until it is forgotten', () => {
  const storage = createMemoryStorage();
  createKeptAttempts(storage).keep(ATTEMPT);
  const reloaded = createKeptAttempts(storage);
  expect(reloaded.read()).toEqual(ATTEMPT);
  reloaded.forget();
  expect(reloaded.read()).toBeNull();
  expect(createKeptAttempts(storage).read()).toBeNull();
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
  expect(readBack(JSON.stringify({ ...ATTEMPT, ...change }))).toBeNull();
});

test.each(['', '{', '[]', 'null', '7'])('%j is nothing', (text) => {
  expect(readBack(text)).toBeNull();
});
