import { createHash, randomBytes, webcrypto } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { encodeBase64url } from './base64url.ts';
import {
  createSceneName,
  createVerifier,
  SCENE_PATTERN,
  sceneIsFresh,
  sceneMatchesVerifier,
  sceneTime,
  VERIFIER_PATTERN,
} from './scene-name.ts';
import { sha256 } from './sha256.ts';

const NOW = Date.UTC(2026, 10, 20, 12, 0, 0, 321);

test('base64url and SHA-256 agree with Node’s for every length around the block borders', () => {
  for (let length = 0; length <= 200; length++) {
    const bytes = randomBytes(length);
    expect(encodeBase64url(bytes)).toBe(bytes.toString('base64url'));
    const ascii = bytes.toString('base64url');
    expect(Buffer.from(sha256(ascii))).toEqual(createHash('sha256').update(ascii).digest());
  }
  expect(() => sha256('é')).toThrow(RangeError);
});

describe('a scene name', () => {
  test('is T + H as the protocol says', () => {
    const verifier = createVerifier(webcrypto);
    expect(verifier).toMatch(VERIFIER_PATTERN);
    const scene = createSceneName(verifier, NOW);
    expect(scene).toMatch(SCENE_PATTERN);
    const time = scene.slice(0, 6);
    const hash = createHash('sha256').update(`${time}.${verifier}`).digest('base64url');
    expect(scene).toBe(time + hash.slice(0, 26));
  });

  test('carries the time, most significant digit first', () => {
    // The 17th of a known vector: 1 second is "AAAAAB", 64 are "AAAABA".
    const verifier = `${'v'.repeat(42)}w`;
    expect(createSceneName(verifier, 1_000).slice(0, 6)).toBe('AAAAAB');
    expect(createSceneName(verifier, 64_000).slice(0, 6)).toBe('AAAABA');
    expect(sceneTime(createSceneName(verifier, NOW))).toBe(Math.floor(NOW / 1000) * 1000);
  });

  test('issue 12, number 7: a verifier has one spelling', () => {
    for (let count = 0; count < 100; count++) expect(createVerifier(webcrypto)).toMatch(VERIFIER_PATTERN);
    const verifier = `${'v'.repeat(42)}w`;
    for (const other of [`${'v'.repeat(42)}x`, `${'v'.repeat(42)}z`, `${verifier}=`, `${'v'.repeat(41)}+w`]) {
      expect(sceneMatchesVerifier(createSceneName(other, NOW), other)).toBe(false);
    }
    expect(sceneMatchesVerifier(createSceneName(verifier, NOW), verifier)).toBe(true);
  });

  test('is matched by its own verifier only', () => {
    const verifier = createVerifier(webcrypto);
    const scene = createSceneName(verifier, NOW);
    expect(sceneMatchesVerifier(scene, verifier)).toBe(true);
    expect(sceneMatchesVerifier(scene, createVerifier(webcrypto))).toBe(false);
    expect(sceneMatchesVerifier(createSceneName(verifier, NOW + 1000), verifier)).toBe(true);
    const last = scene.endsWith('A') ? 'B' : 'A';
    expect(sceneMatchesVerifier(scene.slice(0, 31) + last, verifier)).toBe(false);
    expect(sceneMatchesVerifier('', verifier)).toBe(false);
    expect(sceneMatchesVerifier(scene, '')).toBe(false);
    expect(sceneMatchesVerifier(`${scene}\n`, verifier)).toBe(false);
  });

  test('is fresh for less than a minute in either direction', () => {
    const scene = createSceneName(`${'v'.repeat(42)}w`, NOW);
    const time = sceneTime(scene);
    expect(sceneIsFresh(scene, time + 59_999)).toBe(true);
    expect(sceneIsFresh(scene, time - 59_999)).toBe(true);
    expect(sceneIsFresh(scene, time + 60_000)).toBe(false);
    expect(sceneIsFresh(scene, time - 60_000)).toBe(false);
  });
});

test('no randomness, no verifier', () => {
  expect(() => createVerifier(undefined)).toThrow(/randomness/);
});
