import type { AppCode } from '../logic/app-code.ts';
import type { LogicRealm } from '../logic/logic-realm.ts';

/** The one argument of an asynchronous wx call. */
export type WxOptions = Record<string, unknown>;

/** A refusal in WeChat's words: the message follows `name:fail `; errno is WeChat's number where it has one. */
export class WxFailure extends Error {
  readonly errno: number | undefined;

  constructor(message: string, errno?: number) {
    super(message);
    this.errno = errno;
  }
}

export type WxCall = (name: string, options: unknown, work: () => unknown) => unknown;

/**
 * The convention that every asynchronous wx call shares. With any of success, fail and complete it calls
 * them and returns nothing; without them it returns a promise. Results are copied into the program's realm.
 *
 * @param work - returns the result's fields (or a promise of them), or throws; it runs in a later microtask
 */
export function createWxCall(code: AppCode, realm: LogicRealm): WxCall {
  return (name, options, work) => {
    const { success, fail, complete } = asOptions(options);
    const outcome = Promise.resolve()
      .then(work)
      .then(
        (fields) => ({ ok: true, value: asResult(realm, fields, `${name}:ok`) }),
        (error: unknown) => ({ ok: false, value: failure(realm, name, error) }),
      );
    const callbacks = [success, fail, complete].some((callback) => typeof callback === 'function');
    if (!callbacks) {
      return realm.promise<unknown>((resolve, reject) => {
        void outcome.then(({ ok, value }) => {
          if (!code.closed) code.run(`wx.${name}`, () => (ok ? resolve(value) : reject(value)));
        });
      });
    }
    void outcome.then(({ ok, value }) => {
      const callback = ok ? success : fail;
      if (typeof callback === 'function') {
        code.run(
          `wx.${name} ${ok ? 'success' : 'fail'}`,
          () => Reflect.apply(callback, undefined, [value]) as unknown,
        );
      }
      if (typeof complete === 'function') {
        code.run(`wx.${name} complete`, () => Reflect.apply(complete, undefined, [value]) as unknown);
      }
    });
    return undefined;
  };
}

export function asOptions(options: unknown): WxOptions {
  return typeof options === 'object' && options !== null ? (options as WxOptions) : {};
}

/** A text parameter; WeChat takes numbers for texts in silence. */
export function textOption(value: unknown, otherwise = ''): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : otherwise;
}

function asResult(realm: LogicRealm, fields: unknown, errMsg: string): WxOptions {
  const result = realm.copy<WxOptions>({});
  for (const [name, value] of Object.entries(asOptions(fields))) {
    result[name] = value instanceof ArrayBuffer ? realm.bytes(value) : realm.copy(value);
  }
  result.errMsg = errMsg;
  return result;
}

function failure(realm: LogicRealm, name: string, error: unknown): WxOptions {
  const message = error instanceof Error ? error.message : String(error);
  const errno = error instanceof WxFailure ? error.errno : undefined;
  return realm.copy({ errMsg: `${name}:fail ${message}`, ...(errno === undefined ? {} : { errno }) });
}
