import { asOptions, textOption, WxFailure } from './wx-call.ts';
import type { EnterOptions } from '../entry.ts';
import type { AppCode } from '../logic/app-code.ts';
import type { AppListeners } from '../logic/life-cycle.ts';
import type { Navigation } from '../logic/page-stack.ts';
import type { ScannedCode } from '../mini-program-options.ts';
import type { WxCall } from './wx-call.ts';

type Calls = Record<string, unknown>;

/** What the remaining calls need of the host. */
export interface WxHost {
  call: WxCall;
  code: AppCode;
  toProgram: <T>(value: T) => T;
  listeners: AppListeners;
  login: () => Promise<{ code: string }>;
  scanCode: (() => Promise<ScannedCode | null>) | undefined;
  launchOptions: () => EnterOptions;
  enterOptions: () => EnterOptions;
  navigate: (kind: Navigation, options: { url?: unknown; delta?: unknown }) => void;
  exit: () => void;
  writeClipboard: (text: string) => Promise<void>;
  request: (options: unknown) => unknown;
}

/** wx.onAppShow and its kind, by the name of the life cycle's event. */
const LISTENERS = [
  ...['AppShow', 'AppHide', 'Error', 'UnhandledRejection', 'PageNotFound', 'ThemeChange', 'WindowResize'],
  ...[
    'MemoryWarning',
    'NetworkStatusChange',
    'KeyboardHeightChange',
    'AudioInterruptionBegin',
    'LazyLoadError',
  ],
];

/** Read by frameworks to detect the platform; not recorded as missing. */
const PROBES = new Set([
  'webpackJsonp',
  'then',
  'toJSON',
  'constructor',
  'valueOf',
  'toString',
  'hasOwnProperty',
]);

/**
 * Puts the topics together to the global `wx`, without what is `lacking`. A name that is not simulated is undefined, so that calling it
 * fails as on an old client ("wx.x is not a function"); it is recorded as soon as the program asks for it.
 */
export function createWx(
  host: WxHost,
  topics: Calls[],
  lacking: readonly string[],
): { wx: object; missing: Set<string> } {
  const calls: Calls = Object.assign(coreCalls(host), ...topics) as Calls;
  for (const name of lacking) delete calls[name];
  const components = [
    'button',
    'input',
    'textarea',
    'form',
    'image',
    'view',
    'text',
    'scroll-view',
    'navigator',
  ];
  calls.canIUse = (schema: unknown) => {
    const name = textOption(schema);
    if (lacking.includes(name)) return false;
    const [first = ''] = name.split('.');
    return first in calls || components.includes(first);
  };
  const missing = new Set<string>();
  const wx = new Proxy(calls, {
    get(target, name) {
      if (typeof name === 'string' && !(name in target) && !PROBES.has(name)) missing.add(name);
      return target[name as string];
    },
  });
  return { wx, missing };
}

function coreCalls(host: WxHost): Calls {
  const { call, code, toProgram } = host;
  const nothing = (name: string) => (options: unknown) => call(name, options, () => ({}));
  const navigation = (kind: Navigation) => (options: unknown) =>
    call(kind, options, () => host.navigate(kind, asOptions(options)));
  let clipboard = '';
  const { scanCode } = host;
  return {
    env: toProgram({ USER_DATA_PATH: 'http://usr' }),
    ...listenerCalls(host),
    request: host.request,
    login: (options: unknown) => call('login', options, async () => ({ code: (await host.login()).code })),
    ...(scanCode && {
      scanCode: (options: unknown) =>
        call('scanCode', options, async () => {
          const scanned = await scanCode();
          if (!scanned) throw new WxFailure('cancel');
          return { charSet: 'UTF-8', rawData: '', ...scanned };
        }),
    }),
    checkSession: nothing('checkSession'),
    getLaunchOptionsSync: () => toProgram(host.launchOptions()),
    getEnterOptionsSync: () => toProgram(host.enterOptions()),
    navigateTo: navigation('navigateTo'),
    redirectTo: navigation('redirectTo'),
    reLaunch: navigation('reLaunch'),
    switchTab: navigation('switchTab'),
    navigateBack: navigation('navigateBack'),
    exitMiniProgram: (options: unknown) => {
      // Asked now, not in the microtask where the work runs: then the handler has returned.
      const { insideTap } = code;
      return call('exitMiniProgram', options, () => {
        if (!insideTap) throw new WxFailure('can only be invoked by user TAP gesture.');
        host.exit();
      });
    },
    nextTick: (callback: unknown) => {
      if (typeof callback === 'function') {
        code.later(() => code.run('wx.nextTick', () => Reflect.apply(callback, undefined, []) as unknown));
      }
    },
    setClipboardData: (options: unknown) =>
      call('setClipboardData', options, async () => {
        clipboard = textOption(asOptions(options).data);
        await host.writeClipboard(clipboard);
      }),
    // Only what the program itself copied: a page may not read the person's clipboard unasked.
    getClipboardData: (options: unknown) => call('getClipboardData', options, () => ({ data: clipboard })),
    getNetworkType: (options: unknown) =>
      call('getNetworkType', options, () => ({ networkType: 'wifi', hasSystemProxy: false })),
    // A phone that always runs the newest version: no callback ever fires but onCheckForUpdate.
    getUpdateManager: () => ({
      onCheckForUpdate: (callback: unknown) => {
        if (typeof callback !== 'function') return;
        code.later(() =>
          code.run('onCheckForUpdate', () =>
            Reflect.apply(callback, undefined, [toProgram({ hasUpdate: false })]),
          ),
        );
      },
      onUpdateReady: () => undefined,
      onUpdateFailed: () => undefined,
      applyUpdate: () => undefined,
    }),
  };
}

function listenerCalls({ listeners }: WxHost): Calls {
  const calls: Calls = {};
  for (const name of LISTENERS) {
    const event = name.charAt(0).toLowerCase() + name.slice(1);
    const registered = new Set<(value: unknown) => unknown>();
    listeners.set(event, registered);
    calls[`on${name}`] = (listener: unknown) => {
      if (typeof listener === 'function') registered.add(listener as (value: unknown) => unknown);
    };
    calls[`off${name}`] = (listener?: unknown) => {
      if (typeof listener === 'function') registered.delete(listener as (value: unknown) => unknown);
      else registered.clear();
    };
  }
  return calls;
}
