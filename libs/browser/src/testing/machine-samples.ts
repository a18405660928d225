import type { SceneSnapshot } from '@maqiao/shared';
import type { LoginAttempt, RegisteredAttempt } from '../login/login-attempt.ts';
import type { Code, Effect, LoginEvent, Machine, OpenScene, Step } from '../login/machine-types.ts';
import { transition } from '../login/machine.ts';
import { viewOf } from '../login/machine-view.ts';
import { initialMachine } from '../login/transitions.ts';

// Machines in every step, events of every type, and a one-line description of each result.

export const USER = { nickname: '小桥', avatarUrl: null };
export const RESULT = { accessToken: 'token', tokenType: 'Bearer', expiresIn: 600, user: USER } as const;

/** An attempt whose scene is a single letter. */
export function attempt(scene: string): LoginAttempt {
  return {
    scene,
    verifier: `secret of ${scene}`,
    code: { wxacode: { mediaType: 'image/png', data: 'AAAA' } },
    interval: 2,
    lifetimeMs: 180_000,
    expiresAt: 180_000,
    offsetMs: 0,
  };
}

function seen(scene: string, status: OpenScene['status']): OpenScene {
  return {
    scene,
    status,
    method: 'mini-program',
    picture: 'data:',
    message: null,
    expiresAt: 180_000,
    lifetimeMs: 180_000,
    user: null,
    number: null,
  };
}

export function code(scene: string, status?: OpenScene['status']): Code {
  return { attempt: attempt(scene), first: null, seen: status ? seen(scene, status) : null };
}

export function registered(scene: string): RegisteredAttempt {
  const now = new Date(0).toISOString();
  const snapshot: SceneSnapshot = { scene, status: 'pending', now, expiresAt: now };
  return { attempt: attempt(scene), snapshot };
}

export const sceneSeen = (scene: string, status: OpenScene['status']): LoginEvent => ({
  type: 'scene-seen',
  attempt: attempt(scene),
  seen: seen(scene, status),
});

/** A machine in a step. */
export function machine(step: Step, changes: Partial<Machine> = {}): Machine {
  return { ...initialMachine({ cookies: true, renewals: 5, answers: false }), run: 1, step, ...changes };
}

/**
 * What an event does, in one line: the step it leads to with what people see of it, what else has changed, and the
 * effects in their order. Null when it does nothing.
 */
export function summaryOf(before: Machine, event: LoginEvent): string | null {
  const { machine: after, effects } = transition(before, event);
  if (JSON.stringify(after) === JSON.stringify(before) && effects.length === 0) return null;
  const changed = [
    `${after.step.name} (${described(after)})`,
    ...(after.renewalsLeft === before.renewalsLeft ? [] : [`${after.renewalsLeft} renewals left`]),
    ...(after.knownSignedOut === before.knownSignedOut ? [] : [`known signed out: ${after.knownSignedOut}`]),
    ...(after.run === before.run ? [] : ['a new run']),
    ...effects.map(name),
  ];
  return changed.join('; ');
}

function described(machine: Machine): string {
  const view = viewOf(machine);
  const codes = machine.step.name === 'watching' ? ` ${codesOf(machine.step)}` : '';
  const { phase } = view;
  if (phase === 'expired') return `expired, ${view.renewal}${codes}`;
  if (phase === 'failed') return `failed, ${view.code}`;
  if (phase === 'signed-out') return `signed-out, ${view.reason}`;
  if (phase === 'signed-in') return `signed-in, ${view.signOut}`;
  return phase + codes;
}

/** The codes by their scenes: shown, then what is before and after it. */
function codesOf({ shown, previous, next }: Extract<Step, { name: 'watching' }>): string {
  const after = next === 'requested' ? '?' : next?.attempt.scene;
  return [previous && `${previous.attempt.scene}<`, shown.attempt.scene, after && `>${after}`]
    .filter((part) => part)
    .join('');
}

function name(effect: Effect): string {
  switch (effect.type) {
    case 'store': {
      const { attempt, previous } = effect.attempts;
      return `store ${attempt.scene}${previous ? `,${previous.scene}` : ''}`;
    }
    case 'withdraw':
    case 'withdraw-all':
      return `${effect.type} ${effect.attempts.map(({ scene }) => scene).join()}`.trimEnd();
    case 'post-to-tabs':
      return `post to tabs: ${effect.message}`;
    case 'continue':
      return `continue to ${effect.to}`;
    default:
      return effect.type;
  }
}
