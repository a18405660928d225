import { askJson } from './ask-json.ts';

/** A page that shows an error instead. */
export interface Refused {
  errcode: number;
}

/** What the page was opened for. */
export interface Opened {
  app: string;
  host: string;
  scope: string;
  /** The person is asked nothing. */
  silent: boolean;
}

export type QrState = 'waiting' | 'scanned' | 'allowed' | 'refused' | 'expired';

const page = location.pathname;
const query = location.search.slice(1);

/** @throws ServerError */
export async function openRequest(person: string | undefined, fromChat: boolean): Promise<Opened | Refused> {
  const body = { page, query, fromChat, ...(person !== undefined && { person }) };
  return (await askJson('/connect/request', body)) as Opened | Refused;
}

export interface Answer {
  person: string;
  answer: 'allow' | 'refuse' | 'stay';
  snapshot?: 'flagged';
}

/** Where the browser goes on, if anywhere. @throws ServerError */
export async function answerRequest(answer: Answer): Promise<{ location?: string; errcode?: number }> {
  return (await askJson('/connect/answer', { page, query, ...answer })) as {
    location?: string;
    errcode?: number;
  };
}

/** A new code for this page. @throws ServerError */
export async function newCode(): Promise<{ uuid: string; url: string; picture: string } | Refused> {
  return (await askJson('/connect/code', { query })) as
    { uuid: string; url: string; picture: string } | Refused;
}

/** Waits until the state of that code is another one, at most half a minute. @throws ServerError */
export async function codeNews(
  uuid: string,
  seen: QrState,
  signal: AbortSignal,
): Promise<{ state: QrState; location?: string }> {
  return (await askJson(`/connect/code/${uuid}?seen=${seen}`, undefined, signal)) as {
    state: QrState;
    location?: string;
  };
}
