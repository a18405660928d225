import { describe, expect, test } from '@jest/globals';
import { sceneOfPath, visitOf, type PageOpening } from './visit.ts';

const SCENE = 'AbCdEf-_0123456789AbCdEf01234567';

function opening(change: Partial<PageOpening>): PageOpening {
  return { scene: SCENE, entry: 1047, release: true, scannedHere: undefined, ...change };
}

describe('what to act on', () => {
  test.each([1047, 1048, 1049])('a scanned code, entry %i', (entry) => {
    expect(visitOf(opening({ entry }))).toEqual({ scene: SCENE, entry });
  });

  test('WeChat hands the scene over URL-encoded', () => {
    expect(visitOf(opening({ scene: SCENE.replace('-', '%2D') }))).toEqual({ scene: SCENE, entry: 1047 });
  });

  test.each([undefined, ''])('no scene: %p', (scene) => {
    expect(visitOf(opening({ scene }))).toBe('no_code');
  });

  test.each([
    '%',
    `${SCENE.slice(1)}%`,
    '%E0%A4%A',
    SCENE.slice(1),
    `${SCENE}a`,
    `${SCENE.slice(1)}+`,
    '../session',
  ])('a scene that is none: %s', (scene) => {
    expect(visitOf(opening({ scene }))).toBe('unreadable_code');
  });

  test('in the released program a link or a card with a scene starts nothing', () => {
    for (const entry of [1001, 1007, 1036, undefined]) {
      expect(visitOf(opening({ entry }))).toBe('not_scanned');
      expect(visitOf(opening({ entry, release: false }))).toEqual({ scene: SCENE, entry });
    }
  });

  test('the program’s own scanner counts, for the scene it read, without an entry number', () => {
    expect(visitOf(opening({ entry: 1001, scannedHere: SCENE }))).toEqual({ scene: SCENE, entry: undefined });
    expect(visitOf(opening({ entry: 1001, scannedHere: SCENE.toLowerCase() }))).toBe('not_scanned');
  });
});

describe('the path of a code read inside the program', () => {
  test.each([
    `pages/login/index?scene=${SCENE}`,
    `/pages/login/index?scene=${SCENE}`,
    `pages/login/index.html?a=1&scene=${SCENE.replace('-', '%2D')}`,
  ])('%s', (path) => {
    expect(sceneOfPath(path)).toBe(SCENE);
  });

  test.each([
    undefined,
    '',
    `pages/other/index?scene=${SCENE}`,
    'pages/login/index',
    'pages/login/index?scene=',
    'pages/login/index?scene=%',
    `https://example.com/pages/login/index?scene=${SCENE}`,
  ])('not a login code: %p', (path) => {
    expect(sceneOfPath(path)).toBeUndefined();
  });
});
