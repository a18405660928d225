import { askJson } from './ask-json.ts';

/** A link in the chat. */
export interface Article {
  title: string;
  description: string;
  url: string;
}

export type ChatMessage =
  | { from: 'person'; kind: 'text'; text: string }
  | { from: 'person'; kind: 'event'; event: string; key: string }
  | { from: 'account'; kind: 'text'; text: string }
  | { from: 'account'; kind: 'news'; articles: Article[] }
  | { from: 'wechat'; kind: 'unavailable' };

export interface MenuButton {
  type?: 'click' | 'view';
  name: string;
  key?: string;
  url?: string;
  sub_button?: { list: MenuButton[] };
}

/** The official account as one person sees it. */
export interface Account {
  name: string;
  menu: MenuButton[];
  follows: boolean;
  messages: ChatMessage[];
}

/** What a person can do with the account. */
export type Deed =
  | { deed: 'scan'; code: string }
  | { deed: 'follow' | 'unfollow' }
  | { deed: 'message'; text: string }
  | { deed: 'click'; key: string }
  | { deed: 'view'; url: string };

/** @throws ServerError */
export async function fetchAccount(person: string): Promise<Account> {
  return (await askJson(`account/chat/${encodeURIComponent(person)}`)) as Account;
}

/** Does it; resolves when the account has answered, or has not in time. @throws ServerError */
export async function doDeed(person: string, { deed, ...rest }: Deed): Promise<void> {
  await askJson(`account/${deed}`, { person, ...rest });
}

/** A website that wants to know who somebody is. */
export interface SignInQuestion {
  app: string;
  host: string;
}

/** Scans the code of a website's sign-in. @throws ServerError */
export async function scanSignIn(person: string, uuid: string): Promise<SignInQuestion> {
  return (await askJson('sign-in/scan', { person, uuid })) as SignInQuestion;
}

export type SignInAnswer = 'allow' | 'refuse' | 'stay';

/** @throws ServerError */
export async function answerSignIn(person: string, uuid: string, answer: SignInAnswer): Promise<void> {
  await askJson('sign-in/answer', { person, uuid, answer });
}
