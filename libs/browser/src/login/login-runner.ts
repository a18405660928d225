import type { LoginState } from '../state.ts';
import { activitiesOf, keyOf } from './activities.ts';
import type { LoginContext } from './login-context.ts';
import type { Effect, LoginEvent } from './machine-types.ts';
import { transition } from './machine.ts';
import { viewOf } from './machine-view.ts';
import { runActivity } from './run-activity.ts';
import { initialMachine } from './transitions.ts';
import { withdrawScenes } from './withdraw-scenes.ts';

/** A login machine with its effects. */
export interface LoginRunner {
  /** Sends an event to the machine. On return its effects have been done, or are running. */
  dispatch(event: LoginEvent): void;
  /** The visible state. The same object until it changes. */
  view(): LoginState;
}

/**
 * Runs the machine: does its effects, and runs exactly the work that its state lists.
 * @param onView called after every change of what people see
 */
export function createLoginRunner(context: LoginContext, onView: (view: LoginState) => void): LoginRunner {
  const { cookies, renewals, answers } = context;
  let machine = initialMachine({ cookies, renewals, answers: answers !== undefined });
  let view = viewOf(machine);
  const queue: LoginEvent[] = [];
  let busy = false;
  /** The running work, by key. */
  const running = new Map<string, AbortController>();

  function dispatch(event: LoginEvent): void {
    queue.push(event);
    // Work that reports while it is being started is handled after the start.
    if (busy) return;
    busy = true;
    try {
      for (let next = queue.shift(); next; next = queue.shift()) take(next);
    } finally {
      busy = false;
    }
    const now = viewOf(machine);
    if (JSON.stringify(now) === JSON.stringify(view)) return;
    view = now;
    onView(view);
  }

  function take(event: LoginEvent): void {
    const { machine: after, effects } = transition(machine, event);
    machine = after;
    const wanted = activitiesOf(machine);
    const keys = new Set(wanted.map(keyOf));
    for (const [key, abort] of running) {
      if (keys.has(key)) continue;
      running.delete(key);
      abort.abort();
    }
    for (const effect of effects) runEffect(effect);
    for (const activity of wanted) {
      const key = keyOf(activity);
      if (running.has(key)) continue;
      const abort = new AbortController();
      running.set(key, abort);
      const { signal } = abort;
      runActivity(activity, context, signal, (event) => !signal.aborted && dispatch(event));
    }
  }

  function runEffect(effect: Effect): void {
    const { api, session, attempts, tabs } = context;
    switch (effect.type) {
      case 'store':
        return attempts.write(effect.attempts);
      case 'clear-store':
        return attempts.clear();
      case 'withdraw':
        return withdrawScenes(api, effect.attempts);
      case 'withdraw-all': {
        const stored = attempts.read();
        attempts.clear();
        const all = [...effect.attempts, stored?.attempt, stored?.previous];
        return withdrawScenes(
          api,
          all.flatMap((attempt) => attempt ?? []),
        );
      }
      case 'look-for-session':
        return void session.refresh().then((answer) => {
          if (answer.kind === 'ok') dispatch({ type: 'session-found', result: answer.body });
        });
      case 'adopt-session':
        return session.adopt(effect.result);
      case 'drop-session':
        return session.drop();
      case 'post-to-tabs':
        return tabs.post(effect.message);
      case 'continue':
        return answers?.onAnswered(effect.to);
    }
  }

  return { dispatch, view: () => view };
}
