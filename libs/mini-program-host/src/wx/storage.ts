import { asOptions, textOption, WxFailure } from './wx-call.ts';
import type { WxCall } from './wx-call.ts';

/** Where a person's storage lives: a `Map<string, string>` for tests, localStorage behind it in a page. */
export interface KeyValueStore {
  get(key: string): string | null | undefined;
  set(key: string, value: string): unknown;
  delete(key: string): unknown;
  clear(): unknown;
  keys(): Iterable<string>;
}

/** wx's storage calls. Values are kept as JSON; a missing key reads as an empty string when asked synchronously. */
export function createStorage(
  store: KeyValueStore,
  call: WxCall,
  toProgram: <T>(value: T) => T,
): Record<string, (...values: never[]) => unknown> {
  const write = (key: unknown, data: unknown) => {
    store.set(keyOf(key), JSON.stringify(data ?? ''));
  };
  const read = (key: unknown): { found: boolean; data: unknown } => {
    const text = store.get(keyOf(key));
    if (text === null || text === undefined) return { found: false, data: '' };
    return { found: true, data: toProgram(JSON.parse(text) as unknown) };
  };
  const info = () => ({ keys: [...store.keys()], currentSize: 1, limitSize: 10240 });
  return {
    setStorageSync: (key: unknown, data: unknown) => write(key, data),
    getStorageSync: (key: unknown) => read(key).data,
    removeStorageSync: (key: unknown) => void store.delete(keyOf(key)),
    clearStorageSync: () => void store.clear(),
    getStorageInfoSync: () => toProgram(info()),
    setStorage: (options: unknown) =>
      call('setStorage', options, () => write(asOptions(options).key, asOptions(options).data)),
    getStorage: (options: unknown) =>
      call('getStorage', options, () => {
        const { found, data } = read(asOptions(options).key);
        if (!found) throw new WxFailure('data not found');
        return { data };
      }),
    removeStorage: (options: unknown) =>
      call('removeStorage', options, () => void store.delete(keyOf(asOptions(options).key))),
    clearStorage: (options: unknown) => call('clearStorage', options, () => void store.clear()),
    getStorageInfo: (options: unknown) => call('getStorageInfo', options, info),
  };
}

function keyOf(key: unknown): string {
  const text = textOption(key);
  if (text === '') throw new WxFailure('parameter error: parameter.key should be a String');
  return text;
}
