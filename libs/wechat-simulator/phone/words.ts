import { EN } from './words-en.ts';
import { ZH } from './words-zh.ts';

/** Everything that the phone page says itself, in one language. */
export interface Words {
  title: string;
  banner: string;
  bannerShort: string;
  whose: string;
  whoseHint: string;
  loadingPeople: string;
  loadingProgram: string;
  slow: string;
  nobody: string;
  retry: string;
  cannotStart: string;
  cannotReach: string;
  person: string;
  change: string;
  scanTitle: string;
  scanHint: string;
  scanLabel: string;
  scanPlaceholder: string;
  scanEntry: string;
  entryCamera: string;
  entryPress: string;
  entryAlbum: string;
  scan: string;
  noScene: string;
  scanAsked: string;
  cancel: string;
  network: string;
  networkEmpty: string;
  networkHint: string;
  waiting: string;
  failed: string;
  menu: string;
  back: string;
  close: string;
  pull: string;
  leave: string;
  restart: string;
  left: string;
  leftHint: string;
  open: string;
  openNewest: string;
  avatarAsked: string;
  avatarDrawn: string;
  avatarFile: string;
  avatarNone: string;
  openingWechat: string;
  account: string;
  accountCard: string;
  follow: string;
  unfollow: string;
  followed: string;
  unfollowed: string;
  scannedCode: string;
  accountUnavailable: string;
  message: string;
  send: string;
  signInAs: string;
  allow: string;
  refuse: string;
  refuseAndStay: string;
  signedIn: string;
  refused: string;
  lookAtComputer: string;
  linkScanned: string;
  openLink: string;
  connectBanner: string;
  connectTitle: string;
  connectScan: string;
  connectPhone: string;
  connectScanned: string;
  connectRefused: string;
  connectExpired: string;
  connectNew: string;
  connectQuick: string;
  connectQuickHint: string;
  connectOn: string;
  consentAsks: string;
  consentSnapshot: string;
  cannotOpenPage: string;
  errorCode: string;
  /** By the number that WeChat's page shows. */
  authorizeErrors: Record<number, string>;
}

/** WeChat's pages take `lang=cn` and `lang=en`; otherwise the browser's language decides. */
function chosenLanguage(): 'zh' | 'en' {
  const asked = new URLSearchParams(location.search).get('lang');
  if (asked === 'cn' || asked === 'en') return asked === 'cn' ? 'zh' : 'en';
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export const language: 'zh' | 'en' = chosenLanguage();
export const words: Words = language === 'zh' ? ZH : EN;
