export type { Fetch } from './fetch.ts';
export type { Clock, Timers } from './clock.ts';
export { createLogin, type Login } from './create-login.ts';
export type { KeyValueStorage } from './login/attempt-store.ts';
export type { AnswerOptions, LoginOptions } from './options.ts';
export type { LoginOutcome } from './outcome.ts';
export type { PageSignal, PageSignals } from './page-signals.ts';
export type { SignOutOutcome } from './session.ts';
export type { LockManagerLike } from './session-lock.ts';
export type { ClientSocket, SocketFactory } from './socket-factory.ts';
export {
  secondsLeft,
  type LoginState,
  type Message,
  type SceneMethodId,
  type SignedOutReason,
  type SignOutProgress,
} from './state.ts';
export { isSmallTouchScreen, surroundingsOf, type Surroundings } from './surroundings.ts';
export type { TabChannel, TabMessage } from './tab-channel.ts';
