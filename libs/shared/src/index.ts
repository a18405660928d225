export {
  CLIENT_AUTH_METHODS,
  CLIENT_KINDS,
  CLIENT_SCOPES,
  DEFAULT_CLIENT_SCOPE,
  DEVICE_GRANT,
  kindOf,
  metadataOfKind,
  type ChangeClientRequest,
  type ClientFault,
  type ClientKind,
  type ClientRequest,
  type OwnerClient,
  type OwnerClients,
  type OwnerClientWithSecret,
  type RotateSecretRequest,
} from './client-types.ts';
export type { OwnApp, OwnApps } from './app-types.ts';
export {
  ACCOUNT_MENUS,
  CHANNEL_NAMES,
  CONSOLE_MENUS,
  CONSOLE_NAMES,
  TEST_ACCOUNT_NAMES,
} from './console-menus.ts';
export { ERROR_STATUS, errorCodeOfStatus, isErrorCode, type ErrorCode } from './error-codes.ts';
export { ELEMENT_ERROR_WORDS, ERROR_WORDS, type ErrorWords, type Language } from './error-words.ts';
export { isForwardedPicture } from './forwarded-picture.ts';
export { SECURITY_EVENT_KINDS } from './audit-types.ts';
export type {
  OwnerAudit,
  OwnerAuditQuery,
  OwnerSecurityEvent,
  SecurityEvent,
  SecurityEventActor,
  SecurityEventIdentity,
  SecurityEventKind,
  SecurityEventPage,
  SecurityEventsQuery,
} from './audit-types.ts';
export type {
  AcceptProposalRequest,
  ClaimRequest,
  ClaimResult,
  ClockProblem,
  ConfirmRequest,
  DeleteMeRequest,
  InteractionAnswer,
  LoginRequestDetails,
  LoginResult,
  Me,
  MiniProgramSession,
  MiniProgramSessionRequest,
  OwnIdentities,
  OwnIdentity,
  PendingProblem,
  Problem,
  ProfileProposal,
  RedeemRequest,
  RedirectReturn,
  RegisterSceneRequest,
  RegisterSceneResponse,
  RejectRequest,
  RemoveIdentityRequest,
  ScanRequest,
  ScanResponse,
  MessageAccount,
  SceneCode,
  SceneSnapshot,
  SceneWithVerifier,
  SignInMethod,
  SignInOptions,
  UpdateMeRequest,
  VerifierRequest,
  Wxacode,
} from './http-types.ts';
export type {
  EndSessionRequest,
  EndSessionsRequest,
  IntrospectRequest,
  IntrospectResponse,
  KeepSessionRequest,
  KeptSession,
  RefreshRequest,
  SessionSummary,
} from './session-types.ts';
export { IDENTITY_PROVIDERS, SIGN_IN_METHOD_KINDS } from './owner-types.ts';
export type {
  ChangeUserRequest,
  DayStatistics,
  DuplicatePair,
  FunnelStatistics,
  IdentityProvider,
  MergeRefusal,
  MergeUsersAnswer,
  MergeUsersRequest,
  MethodStatistics,
  OwnerDuplicates,
  OwnerIdentity,
  OwnerUser,
  OwnerUsers,
  SceneLosses,
  SignInMethodKind,
  Statistics,
  TouchedClient,
  UndoableMerge,
  UndoMergeAnswer,
  WechatErrorCount,
} from './owner-types.ts';
export {
  PURPOSE_KINDS,
  STEP_UP_ACTIONS,
  type AskedPurpose,
  type Purpose,
  type PurposeKind,
  type StepUpAction,
} from './purposes.ts';
export { PAGE_SETTINGS_META, type PageSettings } from './page-settings.ts';
export {
  createSceneName,
  createVerifier,
  SCENE_CLOCK_TOLERANCE_MS,
  SCENE_PATTERN,
  sceneIsFresh,
  sceneMatchesVerifier,
  sceneTime,
  VERIFIER_PATTERN,
  type RandomSource,
} from './scene-name.ts';
export {
  isEarlier,
  SCENE_STATUSES,
  sceneRecordOf,
  type Display,
  type Near,
  type RequestingClient,
  type ScenePurpose,
  type SceneFields,
  type SceneOrigin,
  type SceneRecord,
  type SceneScan,
  type SceneStatus,
  type UserProfile,
} from './scene-record.ts';
export type {
  AccountChange,
  HandshakeRefusal,
  SceneHandshake,
  SceneServerEvents,
  SessionEndReason,
  SessionHandshake,
  SessionServerEvents,
} from './socket-events.ts';
export { createChallenge } from './challenge.ts';
export { joinMessages, labelled } from './spoken.ts';
export type { Brand, BrandColor, OfferedLanguage, SiteInfo } from './site-types.ts';
export {
  baseLanguage,
  bestLanguage,
  elementErrorWords,
  errorWords,
  withWords,
  type OwnWords,
} from './words/own-words.ts';
export {
  fieldsBroughtBy,
  personOf,
  rowFor,
  sceneAt,
  TERMINAL_LIFETIME_MS,
  transition,
  type SceneChange,
  type SceneLifetimes,
  type TransitionOutcome,
} from './transition.ts';
export {
  SCENE_EVENTS,
  TRANSITIONS,
  type Cell,
  type Lifetime,
  type Row,
  type Rows,
  type SceneEventName,
} from './transitions.ts';
