import type { Display, Near, RequestingClient, SceneStatus, UserProfile } from './scene-record.ts';
import type { ErrorCode } from './error-codes.ts';
import type { IdentityProvider, SignInMethodKind } from './owner-types.ts';
import type { PurposeKind, StepUpAction } from './purposes.ts';

// Requests and answers of every HTTP call. Times are ISO 8601 UTC; `expiresIn` and `interval` are seconds.

/** A scene, as its readers see it. Before `confirmed` the user is one character and no picture. */
export interface SceneSnapshot {
  scene: string;
  status: SceneStatus;
  /** When this status ends. */
  expiresAt: string;
  /** The server's time when this was said, so that a browser with a wrong clock can count down. */
  now: string;
  user?: UserProfile;
  /** The two digits of number match, from `scanned` on, for the browser to show. Never sent to the phone. */
  number?: string;
}

/** Errors are `application/problem+json` (RFC 9457); `code` is the API. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail: string;
  requestId: string;
}

/** `authorization_pending` and `slow_down` of the token call contain the state of the scene (after RFC 8628 §3.5). */
export interface PendingProblem extends Problem {
  scene: SceneSnapshot;
  interval: number;
}

/** `scene_clock` contains the server's time, so that the browser can make a name that is accepted. */
export interface ClockProblem extends Problem {
  now: string;
}

/** A scene and the secret behind it: proof of being the browser that made it. */
export interface SceneWithVerifier {
  scene: string;
  verifier: string;
}

/** `POST /api/scenes` */
export interface RegisterSceneRequest {
  scene: string;
  /** Id of a sign-in method of the kind `scene`; without it the first that is offered. */
  method?: string;
  display?: 'same-phone';
  /** The scene whose code this one follows on the same page, unscanned: then it counts as a renewal. */
  replaces?: SceneWithVerifier;
  /** Id of the OpenID Connect request that waits for this sign-in; it must have begun in this browser. */
  interaction?: string;
  /**
   * What the confirm does, where it signs nobody in; for our own pages alone. `link` needs a fresh session of this
   * browser, `step-up` a session and `action`.
   */
  purpose?: PurposeKind;
  action?: StepUpAction;
}

export interface Wxacode {
  mediaType: 'image/jpeg' | 'image/png';
  /** Base64 of the picture's bytes. */
  data: string;
}

/** The official account of the method `message`: how people find it. */
export interface MessageAccount {
  name: string;
  /** The account's own code, the same for everybody. */
  code: Wxacode;
}

/**
 * What the browser shows, so that a person can act on the scene from another device: each method has its own form, and
 * the others are absent. Pictures all have the shape of `wxacode`.
 */
export interface SceneCode {
  /** Of the method `mini-program`. */
  wxacode?: Wxacode;
  /** Of the method `official-account`: a code with a parameter. */
  qrcode?: Wxacode;
  /** Of the method `message`: six digits, which the person sends to `account`. */
  digits?: string;
  account?: MessageAccount;
}

/** 201 of `POST /api/scenes`; a repeat while the scene is open is 200 with the snapshot alone. */
export interface RegisterSceneResponse extends SceneSnapshot, SceneCode {
  interval: number;
}

/**
 * One way to sign in. `scene`: the browser shows a code and waits for another device. `redirect`: the browser goes to
 * `href` and comes back. `passkey`: the browser asks the person itself. A page leaves out what it does not know.
 */
export interface SignInMethod {
  id: string;
  kind: SignInMethodKind;
  href?: string;
}

/** `GET /api/sign-in-options`: what a sign-in page offers, in this order. */
export interface SignInOptions {
  methods: SignInMethod[];
  /** With `?interaction=`: who asks. */
  client?: RequestingClient;
  /** With `?interaction=`: who is signed in here, and may go on without a code. */
  user?: UserProfile;
}

/** `POST /api/interactions/{uid}/continue` and `/deny`: where the browser goes next. */
export interface InteractionAnswer {
  continueTo: string;
}

/** `POST /sign-in/{method}/callback`: what a frame has come back with; without `code` the person has refused. */
export interface RedirectReturn {
  state: string;
  code?: string | undefined;
}

/** `POST /api/sign-in/redeem`: the code that a pop-up has handed over, and the secret behind its challenge. */
export interface RedeemRequest {
  code: string;
  verifier: string;
  /** The page keeps no cookie of ours: the session lives for one access token, as with a scan that nobody claims. */
  session?: 'none' | undefined;
}

/** `POST /api/scenes/{scene}/token` and `…/cancel` */
export interface VerifierRequest {
  verifier: string;
}

/** `POST /api/session` */
export type ClaimRequest = SceneWithVerifier;

/**
 * Its answer. `continueTo`: where the browser goes next, when the scene was one of an interaction. With a purpose the
 * session that asked goes on: `steppedUp`, its proof is of now; `linked`, the identity is in the account.
 */
export interface ClaimResult extends LoginResult {
  continueTo?: string;
  steppedUp?: true;
  linked?: true;
}

/** What a browser gets when its person has confirmed: by push, by poll, by claim and by refresh. */
export interface LoginResult {
  accessToken: string;
  tokenType: 'Bearer';
  expiresIn: number;
  user: UserProfile;
}

/** `POST /api/mini-program/session` */
export interface MiniProgramSessionRequest {
  /** Fresh from `wx.login`. */
  code: string;
}

export interface MiniProgramSession {
  accessToken: string;
  expiresIn: number;
  user: UserProfile;
}

/** `POST /api/scenes/{scene}/scan` */
export interface ScanRequest {
  /** Fresh from `wx.login`. */
  code: string;
  /** WeChat's entry number: 1047 camera, 1048 long press, 1049 album. */
  entry?: number;
  /** Which purposes of a scene this phone can show; a scene with another one is refused. */
  purposes?: string[];
}

/** The request that the phone shows before the person decides. */
export interface LoginRequestDetails {
  siteName: string;
  /** The origin that registered the scene. */
  siteUrl: string;
  browser: string;
  os: string;
  region: string | null;
  /** Cut to /16 (IPv4) or /32 (IPv6). */
  ip: string | null;
  near: Near;
  match: 'none' | 'number';
  display: Display;
  createdAt: string;
  /** Whether this person has signed in with this browser before; absent when it is not known. */
  knownBrowser?: boolean;
  /** The client of an OpenID Connect request, whose consent the confirm is. */
  client?: RequestingClient;
  /**
   * What the confirm does, where it signs nobody in. `link`: it adds this WeChat to `account`; `step-up`: it proves again
   * who the person of `account` is, for `action`.
   */
  purpose?: PurposeKind;
  action?: StepUpAction;
  /** With `purpose`: the account of the browser that asks. */
  account?: { nickname: string | null };
}

export interface ScanResponse extends MiniProgramSession {
  scene: SceneSnapshot;
  request: LoginRequestDetails;
}

/** `POST /api/scenes/{scene}/confirm` */
export interface ConfirmRequest {
  number?: string;
}

/** `POST /api/scenes/{scene}/reject` */
export interface RejectRequest {
  /** "I did not open this page": the sign-in is a stranger's. */
  reason?: 'not_me';
}

/** `GET /api/me` */
export interface Me extends UserProfile {
  id: string;
  createdAt: string;
}

/**
 * One identity in `GET /api/me/identities`. Its id is not the openid. Identities with one unionid are one way to sign in:
 * they are removed together.
 */
export interface OwnIdentity {
  id: string;
  provider: IdentityProvider;
  appId: string;
  createdAt: string;
  lastUsedAt: string;
  /** Ids of the identities that are removed with this one. */
  together: string[];
  /** `later`: a way to sign in was added a short time ago; `never`: it is the last one. */
  removable: 'now' | 'later' | 'never';
  /** With `later`: from when on. */
  removableAt?: string;
}

/** `GET /api/me/identities`: the one used last first. */
export interface OwnIdentities {
  identities: OwnIdentity[];
}

/** `DELETE /api/me/identities/{id}` */
export interface RemoveIdentityRequest {
  /** From the phone: fresh from `wx.login`, of the same person. A browser needs a fresh session instead. */
  loginCode?: string;
}

/** `PATCH /api/me` */
export interface UpdateMeRequest {
  /** As people write it; kept trimmed and in NFC. Null removes it. */
  nickname: string | null;
}

/** `GET /api/me/proposal`: what WeChat shows of the person, not yet accepted or declined. */
export interface ProfileProposal {
  nickname: string | null;
  /** Whether there is a picture. */
  picture: boolean;
}

/** `POST /api/me/proposal`: what of it the person wants. */
export interface AcceptProposalRequest {
  nickname?: boolean | undefined;
  picture?: boolean | undefined;
}

/** `DELETE /api/me` */
export interface DeleteMeRequest {
  /** From the phone: fresh from `wx.login`, of the same person. A browser needs a fresh session instead. */
  loginCode?: string | undefined;
}
