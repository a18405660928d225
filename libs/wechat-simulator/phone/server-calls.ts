import {
  WxFailure,
  type FetchAnswer,
  type FetchInit,
  type MiniProgramPack,
} from '@maqiao/mini-program-host/page';
import { askJson } from './ask-json.ts';
import { language } from './words.ts';

/** Somebody whose phone this can be. */
export interface Person {
  id: string;
  /** In the language of this page. */
  label: string;
}

/** Who and what there is on the phone. */
export interface PhoneContents {
  people: Person[];
  /** Whether the mini program may be built again while this page is open. */
  reloads: boolean;
  /** The name of the official account; undefined when there is none. */
  account: string | undefined;
  /** See `markLinksTo`. */
  markedOrigin: string | undefined;
}

/** Everybody who can pick up the phone, and what is on it. @throws ServerError */
export async function fetchPeople(): Promise<PhoneContents> {
  const {
    people,
    reloads = false,
    account,
    markedOrigin,
  } = (await askJson('/phone/people')) as {
    reloads?: boolean;
    account?: string;
    markedOrigin?: string;
    people: { id: string; label: string; names?: Record<typeof language, string> }[];
  };
  return {
    reloads,
    account,
    markedOrigin,
    people: people.map(({ id, label, names }) => ({ id, label: names?.[language] ?? label })),
  };
}

/** The compiled mini program. @throws ServerError, with the server's own sentence when there is none */
export async function fetchPack(): Promise<MiniProgramPack> {
  return (await askJson('pack.json')) as MiniProgramPack;
}

/** Calls back each time that the mini program was built again. */
export function onProgramBuilt(built: () => void): void {
  new EventSource('changes').onmessage = built;
}

/** What wx.login gives that person. @throws ServerError */
export async function fetchLoginCode(person: string): Promise<{ code: string }> {
  return (await askJson('login-code', { person })) as { code: string };
}

/** Refusals that have a number of their own in WeChat. */
const ERRNO: Record<string, number> = { timeout: 5, 'url not in domain list': 600002 };

/**
 * Carries wx.request through the stand-in: the page's own fetch could neither send WeChat's Referer nor leave
 * out the Origin.
 */
export async function forward(url: string, init: FetchInit): Promise<FetchAnswer> {
  const { method, headers, body, signal } = init;
  const content = body instanceof ArrayBuffer ? { bodyBase64: base64(body) } : { body };
  const message = { url, method, headers, ...(body === null ? {} : content) };
  const answer = (await askJson('request', message, signal)) as
    { error: string } | { status: number; headers: Record<string, string>; body: string };
  if ('error' in answer) throw new WxFailure(answer.error, ERRNO[answer.error] ?? 600001);
  const bytes = new TextEncoder().encode(answer.body);
  return {
    status: answer.status,
    headers: Object.entries(answer.headers),
    arrayBuffer: () => Promise.resolve(bytes.buffer),
  };
}

function base64(bytes: ArrayBuffer): string {
  let text = '';
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return btoa(text);
}
