import vm from 'node:vm';
import { watchRejections } from './unhandled-rejections.ts';
import type { LogicRealm, RealmGlobals } from './logic-realm.ts';

interface Intrinsics {
  Promise: PromiseConstructor;
  JSON: JSON;
  ArrayBuffer: ArrayBufferConstructor;
  Uint8Array: Uint8ArrayConstructor;
}

/**
 * A realm made of a bare vm context: the language, console and timers, nothing of Node (no process, fetch,
 * URL, crypto) and no `eval`. It shows what would fail on a phone; it is not a sandbox against hostile code.
 *
 * @param onUnhandledRejection - a promise of this realm was rejected and nobody listened
 */
export function createVmRealm(
  globals: RealmGlobals,
  onUnhandledRejection: (reason: unknown) => void,
): LogicRealm {
  const context = vm.createContext({ ...globals }, { codeGeneration: { strings: false, wasm: false } });
  vm.runInContext('globalThis.global = globalThis', context);
  const intrinsics = vm.runInContext('({ Promise, JSON, ArrayBuffer, Uint8Array })', context) as Intrinsics;

  const stopWatching = watchRejections(intrinsics.Promise, onUnhandledRejection);

  return {
    evaluate(file, code, scope, shared = {}) {
      const names = Object.keys(scope);
      // Same line as the code, so that line numbers in stack traces are those of the file.
      const run = vm.runInContext(
        `(function (shared) {with (shared) return function (${names.join(', ')}) {${code}\n}})`,
        context,
        { filename: `weapp://${file}` },
      ) as (shared: object) => (...values: unknown[]) => void;
      run(shared)(...names.map((name) => scope[name]));
    },
    copy: <T>(value: T) => copyBy(intrinsics.JSON, value),
    bytes(buffer) {
      const copy = new intrinsics.ArrayBuffer(buffer.byteLength);
      new intrinsics.Uint8Array(copy).set(new Uint8Array(buffer));
      return copy;
    },
    promise: (executor) => new intrinsics.Promise(executor),
    dispose: stopWatching,
  };
}

function copyBy<T>(json: JSON, value: T): T {
  const text = JSON.stringify(value) as string | undefined;
  return (text === undefined ? undefined : json.parse(text)) as T;
}
