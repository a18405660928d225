export type { Fetch } from './api-client.ts';
export type { Clock, Timers } from './clock.ts';
export { createLogin, type Login } from './create-login.ts';
export type { KeyValueStorage } from './kept-attempt.ts';
export type { LoginOptions } from './options.ts';
export type { PageSignal, PageSignals } from './page-signals.ts';
export type { LockManagerLike } from './session-lock.ts';
export type { ClientSocket, SocketFactory } from './socket-factory.ts';
export { secondsLeft, type LoginState, type SignOutProgress } from './state.ts';
