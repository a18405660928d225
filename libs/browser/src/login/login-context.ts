import type { ApiClient } from '../api-client.ts';
import type { ClockOffset } from '../clock-offset.ts';
import type { LoginEnvironment } from '../options.ts';
import type { Session } from '../session.ts';
import type { WithSessionLock } from '../session-lock.ts';
import type { AttemptStore } from './attempt-store.ts';
import type { LoginEvent } from './machine-types.ts';

/** What the work of a login needs from outside. */
export interface LoginContext extends Omit<LoginEnvironment, 'clock'> {
  readonly api: ApiClient;
  readonly clock: ClockOffset;
  readonly attempts: AttemptStore;
  readonly session: Session;
  readonly withLock: WithSessionLock;
}

/** Reports an event to the login. Ignored after the work has been stopped. */
export type Report = (event: LoginEvent) => void;
