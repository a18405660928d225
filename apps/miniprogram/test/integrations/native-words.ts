import type { ErrorWords, Language } from '@maqiao/shared';
import type { FailureCode } from '../../src/api/failure.ts';
import { recoveryAction, type RecoveryAction } from '../../src/login/recovery-action.ts';
import { copyFor } from '../../src/words/copy-for.ts';
import type { Copy } from '../../src/words/copy.ts';
import { failureWords } from '../../src/words/failure-words.ts';

// What the native page says: it has what happened in the words of all of Maqiao, and one next step for each way on,
// because every phone loads the page.

const NEXT: Record<Language, Record<RecoveryAction, string>> = {
  zh: { retry: '请稍后再试', 'new-code': '请在电脑上换一个码，再扫一次', home: '请联系站长' },
  en: {
    retry: 'Try again in a moment',
    'new-code': 'Get a new code on the screen and scan it',
    home: 'Tell the owner of the site',
  },
};

const NOT_SCANNED: Record<Language, ErrorWords> = {
  zh: { happened: '请扫码打开', next: '请用微信扫网页上的小程序码' },
  en: { happened: 'Open this by scanning', next: 'Scan the code on the web page with WeChat' },
};

/** The codes it has words for; everything else a phone hardly ever hears, and is told as `internal`. */
const KNOWN: readonly FailureCode[] = [
  ...(['number_mismatch', 'not_scanner', 'scene_closed', 'scene_expired', 'scene_not_found'] as const),
  ...(['scene_taken', 'offline', 'unreachable', 'login_code_missing'] as const),
  ...(['rate_limited', 'internal', 'login_blocked', 'wechat_misconfigured'] as const),
];

export function nativeFailureWords(code: FailureCode, language: Language): ErrorWords {
  const known = nativeCode(code);
  return { happened: failureWords(known, language).happened, next: NEXT[language][recoveryAction(known)] };
}

export function nativeRecoveryAction(code: FailureCode): RecoveryAction {
  return recoveryAction(nativeCode(code));
}

export function nativeCopyFor(language: Language): Copy {
  const copy = copyFor(language);
  const said = NOT_SCANNED[language];
  return {
    ...copy,
    slowSite: language === 'zh' ? '服务器响应较慢，还在等待' : 'The server is slow. Still waiting',
    noVisit: { no_code: said, unreadable_code: said, not_scanned: said },
    phoneFailures: {
      ...copy.phoneFailures,
      offline: nativeFailureWords('offline', language),
      login_code_missing: nativeFailureWords('login_code_missing', language),
      host_not_allowed: {
        happened:
          language === 'zh' ? '公众平台没有登记网站的域名' : 'The domain is not listed in the console',
        next: NEXT[language].home,
      },
    },
  };
}

function nativeCode(code: FailureCode): FailureCode {
  return KNOWN.includes(code) ? code : 'internal';
}
