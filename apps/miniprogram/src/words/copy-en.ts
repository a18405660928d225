import { PHONE_WORDS } from '@maqiao/shared/words/phone';
import type { Copy } from './copy.ts';
import { decisionCopy } from './decision-copy.ts';
import { personEn } from './person-en.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** English, for phones set to any other language. */
export const en: Copy = {
  ...decisionCopy(PHONE_WORDS.en),
  ...personEn,

  aboutTitle: 'About and privacy',
  day: ({ day, otherYear, year, month, date }) => {
    if (day !== 'date') return day === 'today' ? 'Today' : 'Yesterday';
    return `${date} ${MONTHS[month - 1]}${otherYear ? ` ${year}` : ''}`;
  },

  otherCode: 'That is not a sign-in code of this site',
  noVisit: {
    no_code: { happened: 'No code scanned yet', next: 'Scan the code on the web page with WeChat' },
    unreadable_code: {
      happened: 'This code is incomplete',
      next: 'Get a new code on the screen and scan it',
    },
    not_scanned: {
      happened: 'Open this by scanning',
      next: 'A sign-in starts with scanning the code on the web page. A forwarded link does not work',
    },
  },
  phoneFailures: {
    offline: { happened: 'This phone is offline', next: 'Try again when it is connected' },
    timed_out: { happened: 'There was no answer for a long time', next: 'Try again' },
    interrupted: { happened: 'The request broke off while you were away', next: 'Try again' },
    host_not_allowed: {
      happened: "This program may not reach the site's server yet",
      next: "Tell the owner of the site: the server's domain must be listed in the mini program's console",
    },
    unreachable: {
      happened: "The site's server cannot be reached",
      next: 'Check the connection and try again',
    },
    login_code_missing: {
      happened: 'WeChat gave no login code',
      next: 'Check the connection and try again',
    },
  },
  failureHere: {
    invalid_request: 'Get a new code on the screen and scan it. If this stays, tell the owner of the site',
    invalid_token: 'Try once more',
  },

  seal: '码桥',
  homeLead: 'Scan, look, confirm',
  homeWhat: (site) => `Sign in to ${site} on the web by scanning the code on the screen. No password needed.`,
  steps: [
    { title: 'Scan', text: 'The web page shows a code. Scan it with WeChat' },
    { title: 'Look', text: 'See which site asks, which browser, and where it is' },
    { title: 'Confirm', text: 'Confirm only a page you opened yourself. Decline the rest' },
  ],
  stepsTitle: 'How to sign in',
  scan: 'Scan the code on the page',
  scanHint: "WeChat's own scanner works just as well",
  scanOutside: "When the page shows a code, open WeChat's scanner",
  careTitle: 'Take care',
  care: [
    'Do not scan a code that someone sent you. Confirming it signs in their screen, not yours',
    'Read the address. A name can be copied, an address cannot',
    'Declining has no consequences. When in doubt, decline',
  ],
  storesTitle: 'What is stored',
  storesPhone:
    'On this phone: only whether you have signed in here. Close the program and its access is gone.',
  storesSite: (site, profile) =>
    `At ${site}: your number in this program, the browsers you signed in, ${profile ? 'security records, and the nickname and picture you chose yourself' : 'and security records'}. No phone number.`,
  about: 'About and privacy',

  aboutWho: 'Who runs this',
  aboutWhoText: (site, host) =>
    `This program is run by the owner of ${site} and talks to ${host} and nobody else.`,
  aboutSent: 'What is sent',
  aboutSentText: (profile) =>
    `When you scan: a one-time login code from WeChat, the code you scanned, and how you opened it (camera, long press or album). When you decide: your decision. ${
      profile
        ? 'When you look at your sign-ins, change your profile or delete your account: what you tapped, and the nickname and picture that you chose.'
        : 'When you look at your sign-ins or delete your account: what you tapped.'
    }`,
  aboutKept: 'What the site keeps',
  aboutKeptText: (profile) => [
    'Your number in this program (openid). It is another one in every other program',
    'The browsers you signed in: name, system, time and network address, so that you can recognise them. Addresses are kept for 90 days at most',
    'Which browsers you have signed in with, to tell you when you scan again; forgotten after 180 days without use',
    'Security records: scans, confirmations, sign-outs; 90 days at most, for your eyes only',
    'Which apps you have let know who you are',
    ...(profile ? ['The nickname and the picture that you chose; remove them any time'] : []),
  ],
  aboutNever: 'What is never read',
  aboutNeverText: (profile) =>
    `${
      profile
        ? 'Not your phone number, contacts or location. Your WeChat name and picture only when you choose them yourself under Profile.'
        : 'Not your phone number, contacts, location, WeChat name or picture.'
    } WeChat opens the camera only when you choose to scan.`,
  aboutLeave: 'How to sign out',
  aboutLeaveText:
    '"See my sign-ins" on the home page signs out any browser, or all of them, and deletes your account. Web pages have their own sign-out. A wrong confirmation can be taken back right away, where you see its result.',
  privacyContract: 'Read the privacy guide',
};
