import { DIALOG_WORDS } from './dialog-words.ts';
import { Privacy } from './privacy.ts';
import { createRequest, type Requests } from './request.ts';
import { createStorage } from './storage.ts';
import { createSystemInfo } from './system-info.ts';
import { createUserInterface } from './user-interface.ts';
import { createWxCall } from './wx-call.ts';
import { createWx } from './wx-object.ts';
import type { AppCode } from '../logic/app-code.ts';
import type { AppListeners, LifeCycle } from '../logic/life-cycle.ts';
import type { LogicRealm } from '../logic/logic-realm.ts';
import type { PageStack } from '../logic/page-stack.ts';
import type { MiniProgramOptions, Platform } from '../mini-program-options.ts';
import type { MiniProgramPack } from '../mini-program-pack.ts';
import type { NavigationBar } from '../navigation-bar.ts';
import type { Dialogs } from '../view/dialogs.ts';
import type { PullDown } from './pull-down.ts';
import type { RequestRecord } from './request.ts';
import type { Theme } from './system-info.ts';
import type { TemporaryFiles } from './temporary-files.ts';

/** The parts of a running program that its `wx` reaches. */
export interface WxParts {
  pack: MiniProgramPack;
  options: MiniProgramOptions;
  platform: Platform;
  code: AppCode;
  realm: LogicRealm;
  listeners: AppListeners;
  life: LifeCycle;
  stack: PageStack;
  dialogs: Dialogs;
  navigationBar: NavigationBar;
  files: TemporaryFiles;
  pullDown: PullDown;
  theme: () => Theme;
  exit: () => void;
  onRequest: (record: RequestRecord) => void;
}

/** What the program and the host are given. */
export interface AssembledWx {
  wx: object;
  /** Names that the program looked up and that are not simulated. */
  missing: Set<string>;
  privacy: Privacy;
  requests: Requests;
}

/** WeChat's own stand-in AppID for a project without one. */
const TOURIST_APP_ID = 'touristappid';

/** Makes one program's `wx` from its topics, with the launch's options and their defaults. */
export function assembleWx(parts: WxParts): AssembledWx {
  const { pack, options, platform, code, realm, listeners, life, stack, dialogs } = parts;
  const call = createWxCall(code, realm);
  const toProgram = <T>(value: T) => realm.copy(value);
  const language = options.language ?? 'zh_CN';
  const words = DIALOG_WORDS[language.startsWith('zh') ? 'zh_CN' : 'en'];
  const appId = options.appId ?? pack.appId ?? TOURIST_APP_ID;
  const privacy = new Privacy(
    {
      agreed: options.privacyAgreed ?? true,
      declared: options.privacyDeclared ?? true,
      onAgreed: () => options.onPrivacyAgreed?.(),
    },
    dialogs,
    code,
    words,
  );
  const requests = createRequest({
    call,
    fetch: options.fetch ?? platform.fetch,
    appId,
    requestDomains: options.requestDomains ?? null,
    allowUrl: options.allowUrl ?? (() => true),
    onRequest: parts.onRequest,
  });
  const core = {
    call,
    code,
    toProgram,
    listeners,
    login: options.login ?? (() => Promise.reject(new Error('nobody is signed in to this stand-in'))),
    scanCode: options.scanCode,
    launchOptions: () => life.launchOptions,
    enterOptions: () => life.currentEnterOptions,
    navigate: stack.navigate.bind(stack),
    exit: parts.exit,
    writeClipboard: platform.writeClipboard,
    request: requests.request,
  };
  const topics = [
    createStorage(options.storage ?? new Map<string, string>(), call, toProgram),
    createUserInterface(call, dialogs, parts.navigationBar, words),
    createSystemInfo({
      call,
      appId,
      envVersion: options.envVersion ?? 'develop',
      language,
      textScale: options.textScale ?? 1,
      theme: parts.theme,
      darkMode: pack.app.darkmode === true,
      screen: platform.screen,
      toProgram,
    }),
    privacy.calls(call),
    parts.files.calls(call),
    parts.pullDown.calls(call),
  ];
  return { ...createWx(core, topics, options.lacking ?? []), privacy, requests };
}
