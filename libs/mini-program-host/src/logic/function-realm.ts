import type { LogicRealm, RealmGlobals } from './logic-realm.ts';

/**
 * Names that a browser has and a phone's logic layer has not. The program sees them as undefined, so that
 * code which would fail on the phone fails here too. `globalThis` is among them: WeChat's is not a window.
 */
const HIDDEN_NAMES = [
  ...[
    'window',
    'document',
    'navigator',
    'location',
    'self',
    'frames',
    'parent',
    'top',
    'globalThis',
    'history',
  ],
  ...[
    'localStorage',
    'sessionStorage',
    'indexedDB',
    'caches',
    'screen',
    'alert',
    'confirm',
    'prompt',
    'open',
  ],
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'Worker', 'importScripts', 'postMessage'],
  ...[
    'URL',
    'URLSearchParams',
    'Blob',
    'File',
    'FormData',
    'Headers',
    'Request',
    'Response',
    'AbortController',
  ],
  ...[
    'TextEncoder',
    'TextDecoder',
    'crypto',
    'atob',
    'btoa',
    'structuredClone',
    'queueMicrotask',
    'performance',
  ],
  ...['requestAnimationFrame', 'cancelAnimationFrame', 'Image', 'Event', 'CustomEvent', 'MutationObserver'],
  ...['process', 'Buffer'],
];

/**
 * A realm inside the page itself, for the browser: functions made by `new Function` whose parameters hide
 * the page's names. A sloppy function's `this` is still the window; only the Node realm is truly bare.
 */
export function createFunctionRealm(globals: RealmGlobals): LogicRealm {
  const language = {
    ...{
      Object,
      Array,
      Function,
      String,
      Number,
      Boolean,
      Symbol,
      BigInt,
      Promise,
      Map,
      Set,
      WeakMap,
      WeakSet,
    },
    ...{ Proxy, Reflect, Date, Math, JSON, RegExp, Error, TypeError, RangeError, SyntaxError, Intl },
    ...{ ArrayBuffer, DataView, Uint8Array, Int8Array, Uint16Array, Int32Array, Uint32Array, Float64Array },
    ...{
      parseInt,
      parseFloat,
      isNaN,
      isFinite,
      encodeURIComponent,
      decodeURIComponent,
      encodeURI,
      decodeURI,
    },
  };
  const global: Record<string, unknown> = { ...language, ...globals };
  global.global = global;
  return {
    evaluate(file, code, scope, shared = {}) {
      const visible: Record<string, unknown> = { ...globals, global };
      const names = Object.keys(visible);
      const known = [...names, ...Object.keys(scope), ...Object.keys(shared)];
      const hidden = HIDDEN_NAMES.filter((name) => !known.includes(name));
      const locals = Object.keys(scope);
      // The reason for this whole module: the program's files are text, and this is how text runs in a page.
      // eslint-disable-next-line @typescript-eslint/no-implied-eval
      const run = new Function(
        'shared',
        ...names,
        ...hidden,
        `with (shared) return function (${locals.join(', ')}) {${code}\n}\n//# sourceURL=weapp://${file}`,
      ) as (...values: unknown[]) => (...values: unknown[]) => void;
      run(shared, ...names.map((name) => visible[name]))(...locals.map((name) => scope[name]));
    },
    copy: <T>(value: T) => {
      const text = JSON.stringify(value) as string | undefined;
      return (text === undefined ? undefined : JSON.parse(text)) as T;
    },
    bytes: (buffer) => buffer.slice(0),
    promise: (executor) => new Promise(executor),
    dispose: () => undefined,
  };
}
