import type { ErrorWords, IdentityProvider } from '@maqiao/shared';

/** Words of the pages about the person: their browsers, their audit log, their profile, deleting the account. */
export interface PersonCopy {
  front: {
    who(site: string, host: string): string;
    signIn: string;
    signInHint: string;
    signingIn: string;
    signedOut: ErrorWords;
    deleted: ErrorWords;
  };
  mine: {
    noName: string;
    profileHint: string;
    auditLog: string;
    signOut: string;
  };
  sessions: {
    title: string;
    empty: ErrorWords;
    unknownBrowser: string;
    firstUse: string;
    lastUse: string;
    end: string;
    notMe: string;
    ending: string;
    endDone(site: string): ErrorWords;
    notMeDone(site: string): ErrorWords;
    endAll: string;
    endAllAsk(count: number): string;
    keepAll: string;
    allDone: ErrorWords;
  };
  auditLog: {
    title: string;
    lead: string;
    empty: ErrorWords;
    older: string;
    loadingOlder: string;
    end: string;
    /** Who asked, where it was a client of the site. */
    client(name: string): string;
    /** By which sign-in method. */
    method(name: string): string;
    /** Which WeChat identity: of what it is, and the beginning of its id, so that two can be told apart. */
    identity(provider: IdentityProvider, id: string): string;
  };
  profile: {
    title: string;
    lead: string;
    picture: string;
    changePicture: string;
    removePicture: string;
    sending: string;
    pictureChanged: string;
    pictureRemoved: string;
    pictureTooOld: string;
    pictureRefused: ErrorWords;
    pictureUndeclared: ErrorWords;
    pictureNone: ErrorWords;
    pictureTooLarge: ErrorWords;
    pictureUnreadable: ErrorWords;
    nickname: string;
    nicknamePlaceholder: string;
    save: string;
    removeNickname: string;
    nicknameSaved: string;
    nicknameRemoved: string;
    nicknameEmpty: ErrorWords;
    nicknameUnfit: ErrorWords;
    signOut: string;
    signOutHint: string;
    deleteAccount: string;
  };
  privacy: {
    title: string;
    text: string;
    guide: string;
    agree: string;
    decline: string;
  };
  deleteAccount: {
    title: string;
    lead: string;
    /** @param profile whether the program has the page for nickname and picture */
    gone(profile: boolean): readonly string[];
    stays: string;
    goOn: string;
    back: string;
    sureTitle: string;
    sureText: string;
    keep: string;
    remove: string;
    removing: string;
  };
}
