import type { LoginRequestDetails, PurposeKind } from '@maqiao/shared';
import type { PhoneWords } from '@maqiao/shared/words/phone';

/** Texts of the phone for one purpose, by their keys. */
interface PurposeKeys {
  readonly confirm: keyof PhoneWords;
  readonly undo: keyof PhoneWords;
  /** Each has `.happened` and `.next`. */
  readonly declined: 'declined' | 'linkDeclined' | 'stepUpDeclined';
  readonly undone: 'undone' | 'linkUndone' | 'stepUpUndone';
}

const KEYS: Readonly<Record<PurposeKind | 'sign-in', PurposeKeys>> = {
  'sign-in': { confirm: 'confirm', undo: 'undo', declined: 'declined', undone: 'undone' },
  link: { confirm: 'linkConfirm', undo: 'linkUndo', declined: 'linkDeclined', undone: 'linkUndone' },
  'step-up': {
    confirm: 'stepUpConfirm',
    undo: 'stepUpUndo',
    declined: 'stepUpDeclined',
    undone: 'stepUpUndone',
  },
};

export function keysFor({ purpose }: Pick<LoginRequestDetails, 'purpose'>): PurposeKeys {
  return KEYS[purpose ?? 'sign-in'];
}

/** What the site asks for. */
export function asksOf({ purpose, action, account }: LoginRequestDetails, words: PhoneWords): string {
  switch (purpose) {
    case undefined:
      return words.asks;
    case 'link':
      return named(words.linkAsks, account?.nickname) ?? words.linkAsksNameless;
    case 'step-up':
      return words.stepUpAsks.replace('{action}', action === undefined ? '' : words[`action.${action}`]);
  }
}

/** What the confirm leads to, where it signs nobody in; empty where it does. */
export function toldOf({ purpose, account }: LoginRequestDetails, words: PhoneWords): string {
  switch (purpose) {
    case undefined:
      return '';
    case 'link':
      return words.linkTold;
    case 'step-up':
      return named(words.stepUpTold, account?.nickname) ?? words.stepUpToldNameless;
  }
}

function named(text: string, nickname: string | null | undefined): string | undefined {
  // Not `replace` with a text: a nickname may hold a pattern such as $&.
  return nickname ? text.replace('{nickname}', () => nickname) : undefined;
}
