// Requests and answers of the calls about sessions. Times are ISO 8601 UTC; `expiresIn` is seconds.

/** One signed-in browser in `GET /api/sessions`. */
export interface SessionSummary {
  id: string;
  origin: string;
  /** As in `LoginRequestDetails`. Servers before it do not say. */
  siteName?: string;
  browser: string;
  os: string;
  ip: string | null;
  region: string | null;
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
}

/** `DELETE /api/sessions/{id}` */
export interface EndSessionRequest {
  /** "This was not me": recorded in the audit log. */
  reason?: 'not_me';
}

/** `POST /api/session/refresh` */
export interface RefreshRequest {
  /** Where nobody is signed in the answer is then 204 and no error, which browsers would write into their console. */
  ifSignedIn?: boolean;
}

/** `PUT /api/sessions/{id}/keep` */
export interface KeepSessionRequest {
  /** Seconds from now; usually the life of the site's own session. */
  expiresIn: number;
}

/** A session that the site's backend keeps: whose it is, and when it ends unless it is kept again. */
export interface KeptSession {
  sid: string;
  sub: string;
  /** The origin of the page that signed in. */
  aud: string;
  expiresAt: string;
  expiresIn: number;
}

/** `DELETE /api/sessions` (all at once) */
export interface EndSessionsRequest {
  /** As in `DeleteMeRequest`. */
  loginCode?: string | undefined;
}

/** `POST /api/introspect` */
export interface IntrospectRequest {
  token: string;
}

/** RFC 7662 §2.2. `openid` and `unionid` are those of the mini program; a person who has never used it has none. */
export type IntrospectResponse =
  | { active: false }
  | {
      active: true;
      sub: string;
      sid?: string;
      aud: string;
      exp: number;
      openid?: string;
      unionid?: string;
      /** The `sub` of users who have given way to this one in a merge; absent when there are none. */
      merged_subs?: string[];
    };
