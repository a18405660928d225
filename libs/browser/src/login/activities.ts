import type { SceneSnapshot } from '@maqiao/shared';
import type { LoginAttempt } from './login-attempt.ts';
import type { Machine } from './machine-types.ts';

/** Work that goes on for as long as the login stands where it does. */
export type Activity =
  | { readonly kind: 'listen-to-tabs' }
  | { readonly kind: 'listen-to-page' }
  | { readonly kind: 'ask-session'; readonly run: number }
  | { readonly kind: 'restore'; readonly run: number }
  | {
      readonly kind: 'register';
      readonly run: number;
      readonly replaces: LoginAttempt | null;
      readonly whenVisible: boolean;
    }
  | { readonly kind: 'watch'; readonly attempt: LoginAttempt; readonly first: SceneSnapshot | null }
  | { readonly kind: 'prepare-next'; readonly attempt: LoginAttempt }
  | { readonly kind: 'claim'; readonly attempt: LoginAttempt };

/** Equal keys are the same work, which goes on undisturbed from one state to the next. */
export function keyOf(activity: Activity): string {
  if ('run' in activity) return `${activity.kind} ${activity.run}`;
  return 'attempt' in activity ? `${activity.kind} ${activity.attempt.scene}` : activity.kind;
}

/** What has to be under way now. What is not named any more is ended. Pure. */
export function activitiesOf({ step, run, renewalsLeft }: Machine): Activity[] {
  switch (step.name) {
    case 'stopped':
      return [];
    case 'ended':
      return [{ kind: 'listen-to-tabs' }];
    case 'asking-session':
      return [...PAGE, { kind: 'ask-session', run }];
    case 'restoring':
      return [...PAGE, { kind: 'restore', run }];
    case 'registering': {
      const { replaces, whenVisible } = step;
      return [...PAGE, { kind: 'register', run, replaces, whenVisible }];
    }
    case 'watching': {
      const { shown, previous } = step;
      const unseen = shown.seen === null || shown.seen.status === 'pending';
      return [
        ...PAGE,
        ...[shown, previous].flatMap((code): Activity[] =>
          code ? [{ kind: 'watch', attempt: code.attempt, first: code.first }] : [],
        ),
        ...(unseen && renewalsLeft > 0 ? [{ kind: 'prepare-next', attempt: shown.attempt } as const] : []),
      ];
    }
    case 'between-codes':
      return [...PAGE, { kind: 'prepare-next', attempt: step.last }];
    case 'claiming': {
      const { attempt } = step;
      // Its socket stays until the claim is answered: closing it could overtake the acknowledgement of the push.
      return [...PAGE, { kind: 'watch', attempt, first: null }, { kind: 'claim', attempt }];
    }
    case 'signed-in':
      return [...PAGE];
  }
}

const PAGE = [{ kind: 'listen-to-tabs' }, { kind: 'listen-to-page' }] as const;
