import { isEarlier } from '@maqiao/shared';
import type { LoginState } from '../state.ts';
import type {
  Code,
  EventOf,
  LoginEvent,
  LoginEventType,
  Machine,
  Step,
  StepName,
  StepOf,
} from './machine-types.ts';
import { viewOf } from './machine-view.ts';
import {
  abandon,
  asCode,
  begin,
  claim,
  CLEAR,
  end,
  EXPIRED,
  failed,
  go,
  leave,
  LOADING,
  ranOut,
  replaceExpired,
  rotate,
  SIGNED_IN,
  SIGNED_OUT,
  signedOut,
  signIn,
  stay,
  store,
  storedCode,
  watch,
  withdraw,
  withoutSession,
  type Transition,
} from './transitions.ts';

// All rules of a login in the browser, as a pure function. TABLE says for every step what each event does: a row is a
// step, a cell an event. Without a cell the event changes nothing. Effects are done once, in their order;
// work that goes on (a socket, a timer, a call) follows from the step alone: see activities.ts.

type Cell<In extends Step, Type extends LoginEventType> = (
  machine: Machine & { readonly step: In },
  event: EventOf<Type>,
) => Transition | null;

type Watching = StepOf<'watching'>;

/** What each event does in one step. Null, or no cell: nothing. */
type Row<In extends Step> = { readonly [Type in LoginEventType]?: Cell<In, Type> };

const isConfirmed = (machine: Machine): boolean => viewOf(machine).phase === 'confirmed';
const offline = (machine: Machine): Transition => stay({ ...machine, offline: true });
const knownSignedOut = (machine: Machine): Machine => ({ ...machine, knownSignedOut: true });

const renew: Cell<Step, 'renew'> = (machine) =>
  isConfirmed(machine) ? null : begin(machine, 'register', [abandon(machine)]);

const cancelTo =
  (name: 'stopped' | 'ended'): Cell<Step, 'cancel'> =>
  (machine) =>
    isConfirmed(machine) ? null : go(machine, { name, view: { phase: 'cancelled' } }, [abandon(machine)]);

/** A sign-out is the browser's, not only that of this login. */
const signOutAnswered: Cell<Step, 'sign-out-answered'> = (machine, { outcome }) =>
  outcome === 'done' ? stay(knownSignedOut(machine), SIGNED_OUT) : null;

/** Also of a login that nobody has started: a page may offer nothing but the pop-up. */
const redeemed: Cell<Step, 'redeemed'> = (machine, { result }) =>
  signIn(machine, result, ...withdraw(machine.step), SIGNED_IN);

/** From `start()` to `stop()`. */
const STARTED: Row<Step> = {
  stop: (machine) => go(machine, { name: 'stopped', view: viewOf(machine) }, [{ type: 'drop-session' }]),
  'tab-signed-out': (machine) => stay(knownSignedOut(machine)),
  'session-found': (machine, { result }) => signIn(machine, result, ...withdraw(machine.step)),
  'sign-out-answered': signOutAnswered,
  redeemed,
};

/** While nobody is signed in. */
const WAITING: Row<Step> = {
  ...STARTED,
  renew,
  cancel: cancelTo('ended'),
  'page-left': (machine) => (isConfirmed(machine) ? null : stay(machine, ...withdraw(machine.step))),
  // Another tab has signed in: this tab need not ask for a scan any more, unless its own login is being confirmed.
  'tab-signed-in': (machine) =>
    !machine.rules.cookies ||
    machine.rules.answers ||
    ['scanned', 'confirmed', 'cancelled'].includes(viewOf(machine).phase)
      ? null
      : stay(machine, { type: 'look-for-session' }),
};

/** The code that is scanned first is used; the others are withdrawn. */
const sceneSeen: Cell<Watching, 'scene-seen'> = (machine, { attempt, seen }) => {
  const { step } = machine;
  const old = codeOf(step, attempt.scene);
  if (!old || (old.seen && isEarlier(seen.status, old.seen.status))) return null;
  const code: Code = { ...old, attempt, seen };
  // Nothing is delivered for an interaction: the claim asks for all of it.
  if (seen.status === 'confirmed' && machine.rules.answers) return claim(machine, code, seen.user);
  if (seen.status !== 'pending')
    return go(machine, watch(code), [...withdraw(step, attempt.scene), store(code)]);
  if (old === step.previous) return stay({ ...machine, step: { ...step, previous: code } });
  return go(machine, { ...step, shown: code }, [store(code, step.previous)]);
};

const sceneGranted: Cell<Watching, 'scene-granted'> = (machine, { scene, result }) => {
  const code = codeOf(machine.step, scene);
  if (!code) return null;
  // A page that cannot hold our cookie does not claim: the tokens are all that it gets.
  if (!machine.rules.cookies) return signIn(machine, result, ...withdraw(machine.step, scene), SIGNED_IN);
  return claim(machine, code, code.seen?.user ?? result.user);
};

const sceneEnded: Cell<Watching, 'scene-ended'> = (machine, { scene, end: reason }) => {
  const { step } = machine;
  const { shown, previous } = step;
  if (scene === previous?.attempt.scene)
    return stay({ ...machine, step: { ...step, previous: null } }, store(shown));
  if (scene !== shown.attempt.scene) return null;
  switch (reason.kind) {
    case 'refused':
      return end(machine, { phase: 'refused' }, scene);
    case 'failed':
      return end(machine, failed(reason.code), scene);
    case 'replaced':
      // It stays in store: `start()` continues with it. The other tab may have signed in by then.
      return go(
        { ...machine, knownSignedOut: false },
        { name: 'ended', view: { phase: 'replaced' } },
        withdraw(step, scene),
      );
    case 'expired':
      // A phone had scanned it: a new code by itself would surprise the person.
      if (shown.seen && shown.seen.status !== 'pending') return end(machine, EXPIRED, scene);
      return ranOut(machine);
    case 'gone':
      return ranOut(machine);
  }
};

function codeOf({ shown, previous }: Watching, scene: string): Code | null {
  return [shown, previous].find((code) => code?.attempt.scene === scene) ?? null;
}

const nextIs =
  (next: Watching['next']) =>
  (machine: Machine & { readonly step: Watching }): Transition =>
    stay({ ...machine, step: { ...machine.step, next } });

/** Every step, and what each event does in it. */
export const TABLE: { readonly [Name in StepName]: Row<StepOf<Name>> } = {
  stopped: {
    start: (machine) => begin(machine, 'restore'),
    renew,
    cancel: cancelTo('stopped'),
    'sign-out-answered': signOutAnswered,
    redeemed,
  },
  'asking-session': {
    ...WAITING,
    'session-missing': (machine) => {
      const { next } = machine.step;
      const known = knownSignedOut(machine);
      return next === 'expire' ? end(known, EXPIRED) : go(known, withoutSession(next));
    },
    'session-failed': (machine, { code }) => end(machine, failed(code)),
    unreachable: offline,
  },
  restoring: {
    ...WAITING,
    restored: (machine, { stored }) =>
      stored
        ? go(machine, watch(storedCode(stored.attempt), stored.previous && storedCode(stored.previous)))
        : go(machine, withoutSession('register'), [CLEAR]),
  },
  registering: {
    ...WAITING,
    registered: (machine, { registered }) => go(machine, watch(asCode(registered))),
    'register-failed': (machine, { code }) => end(machine, failed(code)),
    unreachable: offline,
  },
  watching: {
    ...WAITING,
    'scene-seen': sceneSeen,
    'scene-granted': sceneGranted,
    'scene-ended': sceneEnded,
    unreachable: (machine, { scene }) =>
      scene === machine.step.shown.attempt.scene ? offline(machine) : null,
    'next-requested': nextIs('requested'),
    'next-registered': (machine, { registered }) => nextIs(registered)(machine),
    // The code on the screen stays there to its end.
    'next-failed': nextIs(null),
    rotate: (machine) => {
      const { shown, next } = machine.step;
      return next && next !== 'requested' ? rotate(machine, next, shown.attempt, shown) : null;
    },
  },
  'between-codes': {
    ...WAITING,
    'next-registered': (machine, { registered }) => rotate(machine, registered, machine.step.last, null),
    'next-failed': (machine) => replaceExpired(machine, machine.step.last),
  },
  claiming: {
    ...WAITING,
    claimed: (machine, { result }) =>
      machine.rules.answers ? leave(machine, result.continueTo) : signIn(machine, result, SIGNED_IN),
    // Rejected on the phone after the confirm.
    'claim-refused': (machine) => end(machine, { phase: 'refused' }, machine.step.attempt.scene),
    // The cookie may be here from an earlier claim.
    'claim-too-late': (machine) => {
      const { attempt, user } = machine.step;
      if (machine.rules.answers) return end(machine, EXPIRED, attempt.scene);
      const view: LoginState = { phase: 'confirmed', scene: attempt.scene, user };
      return go(machine, { name: 'asking-session', next: 'expire', view }, [CLEAR]);
    },
    'claim-failed': (machine, { code }) => end(machine, failed(code), machine.step.attempt.scene),
    unreachable: offline,
  },
  'signed-in': {
    ...STARTED,
    stop: (machine) => go(machine, { name: 'stopped', view: LOADING }, [{ type: 'drop-session' }]),
    'tab-signed-out': (machine) => signedOut(knownSignedOut(machine), 'ended'),
    'session-refreshed': (machine, { user }) => go(machine, { ...machine.step, user }),
    'session-ended': (machine, { reason }) => signedOut(machine, reason),
    'sign-out-requested': (machine) => go(machine, { ...machine.step, signOut: 'working' }),
    'sign-out-answered': (machine, { outcome }) =>
      outcome === 'done'
        ? begin(knownSignedOut(machine), 'register', [SIGNED_OUT])
        : go(machine, { ...machine.step, signOut: outcome }),
  },
  ended: { ...WAITING, start: (machine) => begin(machine, 'restore') },
};

/** What an event does to a login. Pure; the same machine when it does nothing. */
export function transition(machine: Machine, event: LoginEvent): Transition {
  const row: Partial<Record<LoginEventType, unknown>> = TABLE[machine.step.name];
  // The cell is that of this step and this event, which TypeScript cannot follow through two look-ups.
  const cell = row[event.type] as Cell<Step, LoginEventType> | undefined;
  return cell?.(machine, event) ?? { machine, effects: [] };
}
