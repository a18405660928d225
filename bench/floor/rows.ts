/** The rows that a login reads and writes, whichever database holds them. */
export interface Rows {
  /** Makes the person of an openid, or takes over the new sealed session key. @returns the person's row */
  signIn(openid: string, seal: (id: string) => string): Person | Promise<Person>;
  person(id: string): Person | undefined | Promise<Person | undefined>;
  /** Inserts the session unless it is there, and its person is not blocked. @returns whether it is live */
  insertSession(draft: SessionDraft): boolean | Promise<boolean>;
  /** Inserts events of the audit log together, each once. */
  insertEvents(events: readonly AuditEvent[]): void | Promise<void>;
  /** Adds what was counted since the last time to the hour's counts. */
  addCounts(counts: ReadonlyMap<string, number>): void | Promise<void>;
  /** The private key of the tokens: the first instance makes it, the others read it. */
  signingKey(make: () => string): string | Promise<string>;
}

export interface Person {
  id: string;
  nickname: string | null;
  avatar: string | null;
  blocked: number;
}

export interface SessionDraft {
  sid: string;
  userId: string;
  origin: string;
  browser: string;
  os: string;
  ip: string | null;
  region: string | null;
}

/** An event of the audit log. */
export interface AuditEvent {
  id: string;
  user_id: string;
  kind: 'scanned' | 'confirmed' | 'signed_in';
  subject: string;
  at: number;
  origin: string;
  browser: string;
  os: string;
  region: string | null;
  ip: string | null;
  session_id: string | null;
}

export const APP_ID = 'wx0123456789abcdef';

/** Seconds an access token, and an unclaimed session, lives. */
export const TOKEN_SECONDS = 600;
