import type { MiniProgramEntry } from './entry.ts';
import type { MiniProgramError } from './logic/app-code.ts';
import type { LogicRealm, RealmGlobals } from './logic/logic-realm.ts';
import type { ConsoleLine } from './logic/program-console.ts';
import type { NavigationBarState } from './navigation-bar.ts';
import type { GlassEasel, TemplateGroup } from './view/glass-easel.ts';
import type { FetchLike, RequestRecord } from './wx/request.ts';
import type { KeyValueStore } from './wx/storage.ts';
import type { Language, ScreenSize, Theme } from './wx/system-info.ts';

/** The result of wx.scanCode. */
export interface ScannedCode {
  result: string;
  path?: string;
  scanType: 'WX_CODE' | 'QR_CODE';
}

/** Options of a launch, in Node and in a page alike. */
export interface MiniProgramOptions {
  entry?: MiniProgramEntry;
  /** Answers wx.login. */
  login?: () => Promise<{ code: string }>;
  /** Carries wx.request; the platform's own fetch when absent. */
  fetch?: FetchLike;
  storage?: KeyValueStore;
  /** Origins that the console's domain list holds. Absent: the check is off, as in an opened developer version. */
  requestDomains?: readonly string[];
  /** A further check of each request's url; false answers errno 600002 as well. */
  allowUrl?: (url: string) => boolean;
  language?: Language;
  theme?: Theme;
  appId?: string;
  envVersion?: 'develop' | 'trial' | 'release';
  /** How much larger than usual the person has set WeChat's text. 1 when absent. */
  textScale?: number;
  /** Whether the person has agreed to the privacy guide before. True when absent. */
  privacyAgreed?: boolean;
  /** Whether the owner's privacy guide names what the program uses. True when absent; else errno 112. */
  privacyDeclared?: boolean;
  /** Called when the person agrees to the privacy guide. */
  onPrivacyAgreed?: () => void;
  /**
   * Answers `<button open-type="chooseAvatar">` with a picture's bytes; the program gets them as a temporary file.
   * null when the person cancelled: then the program gets no event, as on the phone.
   */
  chooseAvatar?: () => Promise<Uint8Array | null>;
  /** WeChat's check of a nickname when its field loses the focus; false empties the field. Passes when absent. */
  acceptNickname?: (nickname: string) => boolean;
  /** Calls and features of an old base library that lacks them: `scanCode`, `button.open-type.chooseAvatar`. */
  lacking?: readonly string[];
  /**
   * Answers `<button open-type>`: chooseAvatar and its kind. Resolves with the event's detail, undefined for none.
   * Without an entry the button does nothing beyond its tap.
   */
  openTypes?: Record<string, () => Promise<Record<string, unknown> | undefined>>;
  /**
   * Answers wx.scanCode with what the camera read, null when the person cancelled. `path` is there for a code of
   * this very program, query included. Absent: a phone that cannot scan from inside a program.
   */
  scanCode?: () => Promise<ScannedCode | null>;
  onConsole?: (line: ConsoleLine) => void;
  onError?: (error: MiniProgramError) => void;
  /** Called when a request starts and when it ends. Never show bodies or headers: they hold login codes and tokens. */
  onRequest?: (record: RequestRecord) => void;
  onNavigationBar?: (state: NavigationBarState) => void;
  /** The program closed itself with wx.exitMiniProgram, or the person went back from its first page. */
  onExit?: () => void;
}

/** What differs between Node and a page. */
export interface Platform {
  glassEasel: GlassEasel;
  container: HTMLElement;
  createRealm(globals: RealmGlobals, onUnhandledRejection: (reason: unknown) => void): LogicRealm;
  evaluateTemplates(code: string): TemplateGroup;
  fetch: FetchLike;
  screen: () => ScreenSize;
  writeClipboard: (text: string) => Promise<void>;
}
