import { describe, expect, test } from '@jest/globals';
import { createFunctionRealm } from './function-realm.ts';
import { createModuleLoader } from './module-loader.ts';
import type { RealmGlobals } from './logic-realm.ts';

const load = (scripts: Record<string, string>) =>
  createModuleLoader(scripts, createFunctionRealm({} as RealmGlobals), {})('pages/a/index');

describe('require', () => {
  test.each([
    ['./part', 'pages/a/part'],
    ['./part.js', 'pages/a/part'],
    ['../../utils', 'utils/index'],
    ['/utils/x', 'utils/x'],
    ['dayjs', 'miniprogram_npm/dayjs/index'],
    ['dayjs/plugin', 'pages/miniprogram_npm/dayjs/plugin'],
  ])('%s finds %s', (request, file) => {
    const scripts = {
      'pages/a/index': `module.exports = require('${request}')`,
      [file]: 'exports.found = true',
    };
    expect(load(scripts)).toEqual({ found: true });
  });

  test('runs a file once, and lets a circle see what was exported so far', () => {
    const exported = load({
      'pages/a/index':
        'exports.early = 1; exports.seen = require("./b").seen; exports.again = require("./b").count',
      'pages/a/b': 'exports.count = (exports.count || 0) + 1; exports.seen = require("./index").early',
    });
    expect(exported).toEqual({ early: 1, seen: 1, again: 1 });
  });

  test('a global that one file replaces is replaced for the files after it', () => {
    const scripts = {
      'pages/a/index': 'require("./wrap"); require("./uses")',
      'pages/a/wrap':
        '"use strict"; const before = Component; Component = (name) => before("wrapped " + name)',
      'pages/a/uses': 'Component("a")',
    };
    const made: string[] = [];
    const scope = { Component: (name: string) => made.push(name) };
    createModuleLoader(scripts, createFunctionRealm({} as RealmGlobals), scope)('pages/a/index');
    expect(made).toEqual(['wrapped a']);
  });

  test('names the missing file', () => {
    expect(() => load({ 'pages/a/index': 'require("./gone")' })).toThrow(
      "module 'pages/a/gone.js' is not defined",
    );
  });
});
