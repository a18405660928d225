import type { PersonCopy } from './person-copy.ts';

/** A provider of a newer server is shown by its id. */
const PROVIDERS: Partial<Record<string, string>> = {
  'wechat-mini-program': 'mini program',
  'wechat-official-account': 'official account',
  'wechat-website': 'website app',
};

export const personEn: PersonCopy = {
  front: {
    who: (site, host) => `Run by the owner of ${site}; talks to ${host} and nobody else`,
    signIn: 'See my sign-ins',
    signInHint:
      'See which browsers are signed in, and sign them out any time. You are known by an anonymous number from WeChat; no phone number, name or picture is read',
    signingIn: 'Opening',
    signedOut: {
      happened: 'Signed out of this program',
      next: 'Web pages stay signed in. To sign them out too, open "See my sign-ins" again',
    },
    deleted: {
      happened: 'Your account is deleted',
      next: 'Every browser is signed out and the records are gone. Scanning again makes a new account',
    },
  },
  mine: {
    noName: 'No nickname yet',
    profileHint: 'Nickname and picture',
    auditLog: 'Security records',
    signOut: 'Sign out of this program',
  },
  sessions: {
    title: 'Signed-in browsers',
    empty: {
      happened: 'No browser is signed in now',
      next: 'When you sign in to a web page by scanning, it appears here',
    },
    unknownBrowser: 'An unknown browser',
    firstUse: 'Signed in',
    lastUse: 'Last used',
    end: 'Sign out',
    notMe: 'Not me',
    ending: 'Signing out',
    endDone: (site) => ({ happened: `Signed out of ${site}`, next: 'That browser will know in a moment' }),
    notMeDone: (site) => ({
      happened: `That browser is signed out of ${site}`,
      next: 'Do not scan codes that others send you, and never confirm them. Look at "Security records" for anything else',
    }),
    endAll: 'Sign out all',
    endAllAsk: (count) =>
      count === 1
        ? 'Sign out this browser? To sign in again you have to scan'
        : `Sign out all ${count} browsers? To sign in again you have to scan`,
    keepAll: 'Not now',
    allDone: { happened: 'All signed out', next: 'Each browser will know in a moment' },
  },
  auditLog: {
    title: 'Security records',
    lead: 'What happened around your sign-ins; kept for 90 days at most',
    empty: { happened: 'Nothing yet', next: 'Scanning, confirming and signing out are recorded here' },
    older: 'Earlier',
    loadingOlder: 'Reading',
    end: 'Nothing earlier',
    client: (name) => `App: ${name}`,
    method: (name) => `Method: ${name}`,
    identity: (provider, id) => `WeChat identity: ${PROVIDERS[provider] ?? provider} (${id.slice(0, 6)})`,
  },
  profile: {
    title: 'Profile',
    lead: 'Web pages show your nickname and picture when you sign in. Both are optional',
    picture: 'Picture',
    changePicture: 'Choose a picture',
    removePicture: 'Remove the picture',
    sending: 'Saving',
    pictureChanged: 'Picture saved',
    pictureRemoved: 'Picture removed',
    pictureTooOld: 'This version of WeChat cannot choose a picture. Update WeChat and come back',
    pictureRefused: {
      happened: 'No picture was read',
      next: 'You did not agree to the privacy guide. Signing in works without a picture',
    },
    pictureUndeclared: {
      happened: 'This program may not use pictures yet',
      next: "Tell the owner of the site: the privacy guide in the mini program's console must declare picture and nickname",
    },
    pictureNone: { happened: 'No picture was chosen', next: 'Choose again, or take another picture' },
    pictureTooLarge: { happened: 'This picture is too large', next: 'Choose one below 2 MB' },
    pictureUnreadable: {
      happened: 'This picture cannot be used',
      next: 'Choose a JPEG, PNG or WebP picture',
    },
    nickname: 'Nickname',
    nicknamePlaceholder: 'Optional',
    save: 'Save nickname',
    removeNickname: 'Remove the nickname',
    nicknameSaved: 'Nickname saved',
    nicknameRemoved: 'Nickname removed',
    nicknameEmpty: {
      happened: 'The nickname is empty',
      next: 'Type one. WeChat empties the field when a nickname is not acceptable',
    },
    nicknameUnfit: { happened: 'This nickname cannot be used', next: 'Use 1 to 32 visible characters' },
    signOut: 'Sign out of this program',
    signOutHint: 'Web pages stay signed in',
    deleteAccount: 'Delete my account',
  },
  privacy: {
    title: 'About your privacy first',
    text: 'The picture you choose and the nickname you type here are sent to the site and shown when you sign in. You can decline and still sign in; only the choice of your WeChat picture is off.',
    guide: 'Read the privacy guide',
    agree: 'Agree',
    decline: 'Decline',
  },
  deleteAccount: {
    title: 'Delete my account',
    lead: 'This will be gone, and cannot be brought back:',
    gone: (profile) => [
      'All sign-ins: every browser is signed out at once',
      ...(profile ? ['Your nickname and picture'] : []),
      'All security records',
      'Your number here. Scanning again makes a new account',
    ],
    stays:
      'What the site itself keeps elsewhere (orders or posts, say) is not here. Ask the owner of the site.',
    goOn: 'Go on',
    back: 'Keep my account',
    sureTitle: 'Really delete it?',
    sureText: 'This is the last step. "Delete it" does so right away and cannot be undone.',
    keep: 'Keep it',
    remove: 'Delete it',
    removing: 'Deleting',
  },
};
