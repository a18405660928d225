import type { Login } from '../create-login.ts';
import type { LoginState } from '../state.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Speech } from './speech.ts';

/** A state of one phase. */
export type StateOf<Phase extends LoginState['phase']> = Extract<LoginState, { phase: Phase }>;

/** What a view needs beside its state. */
export interface ViewContext {
  speech: Speech;
  /** Who people sign in to. */
  site: string;
  surroundings: Surroundings;
  /** The state that was shown before; null at first. */
  before: LoginState | null;
  /** What the buttons call. */
  act: Pick<Login, 'renew' | 'start' | 'signOut'>;
}

/** What the card shows of one state. */
export interface View {
  headline: string;
  /** Shown larger, to be read from a distance. */
  large?: boolean;
  /** Stands over the headline. */
  above?: Node[];
  /** Stands under the headline. */
  below?: Node[];
  /** The text that a screen reader announces. Default: the headline. */
  announced?: string;
  /** Shown, and announced, when the state lasts longer than five seconds. */
  slow?: string;
}
