import { Problem } from '../problem.ts';

/** What the account's owner has set in WeChat's console (or, for a test account, on its page). */
export interface OfficialAccountSettings {
  readonly appId: string;
  readonly appSecret: string;
  /** The token of the event push: 3 to 32 letters and digits. */
  readonly token: string;
  /** 43 letters and digits. */
  readonly encodingAesKey: string;
  /** The account's original id, `gh_…`: ToUserName of every push. */
  readonly id: string;
  readonly name: string;
  /** A subscription account here is a personal one: neither parametric codes nor web OAuth. */
  readonly kind: 'service' | 'subscription' | 'test';
  /** How pushes are encrypted: only encrypted, both forms in one body, or not at all. */
  readonly mode: 'safe' | 'compatible' | 'plain';
  readonly format: 'xml' | 'json';
  /** Where events and messages go; without it they go nowhere. */
  readonly pushUrl?: string | undefined;
  /** The host that web OAuth may come back to. */
  readonly webDomain?: string | undefined;
  /** How long a push waits for its answer, on the simulator's clock; then it is sent again. */
  readonly pushTimeoutMilliseconds: number;
}

/** The same as it is given at the start: what has a default may be left out. */
export type OfficialAccountOptions = Pick<OfficialAccountSettings, 'appId' | 'appSecret' | 'token' | 'id'> &
  Partial<OfficialAccountSettings>;

/** A website app of the open platform. */
export interface WebsiteOptions {
  readonly appId: string;
  readonly appSecret: string;
  readonly name?: string | undefined;
  /** The host that a sign-in may come back to. */
  readonly webDomain?: string | undefined;
}

const ENCODING_AES_KEY = /^[A-Za-z0-9]{43}$/;

/**
 * Completes the settings: a service account in safe mode with XML, which waits 5 s. Throws a Problem
 * for what WeChat's console would not take.
 */
export function officialAccountSettings(options: OfficialAccountOptions): OfficialAccountSettings {
  const settings: OfficialAccountSettings = {
    name: 'Maqiao',
    kind: 'service',
    format: 'xml',
    encodingAesKey: '',
    pushTimeoutMilliseconds: 5000,
    ...options,
    mode: options.mode ?? (options.encodingAesKey ? 'safe' : 'plain'),
  };
  if (!/^[A-Za-z0-9]{3,32}$/.test(settings.token)) {
    throw new Problem(400, 'invalid_request', 'token: must be 3 to 32 letters and digits');
  }
  if (settings.mode !== 'plain' && !ENCODING_AES_KEY.test(settings.encodingAesKey)) {
    throw new Problem(400, 'invalid_request', 'encodingAesKey: must be 43 letters and digits');
  }
  if (settings.pushUrl !== undefined && !/^https?:$/.test(URL.parse(settings.pushUrl)?.protocol ?? '')) {
    throw new Problem(400, 'invalid_request', 'pushUrl: must be an http or https address');
  }
  return settings;
}
