import { SIGN_IN_METHOD_KINDS, type SceneStatus, type SignInMethodKind } from '@maqiao/shared';

// What is counted for the owner: names of a closed list, which identify nobody.

/** A login attempt that went from one status to another; a new one comes from undefined. */
export function sceneCount(from: SceneStatus | undefined, to: SceneStatus): string {
  return `scene:${from ?? 'none'}>${to}`;
}

/** An attempt that ended because the wrong number was typed. */
export const NUMBER_MISMATCH = 'scene:number_mismatch';

/** A call to WeChat, by endpoint and our own code for how it ended. */
export function wechatCount(endpoint: string, outcome: string): string {
  return `wechat:${endpoint}:${outcome}`;
}

/** Endpoint and outcome of a name that {@link wechatCount} made; undefined for any other. */
export function readWechatCount(name: string): { endpoint: string; outcome: string } | undefined {
  const [kind, endpoint, outcome] = name.split(':');
  return kind === 'wechat' && endpoint !== undefined && outcome !== undefined
    ? { endpoint, outcome }
    : undefined;
}

/** How a sign-in by a method ended; `begun` at its first step. What neither ended in another way has expired. */
const METHOD_OUTCOMES = ['begun', 'signed_in', 'declined', 'failed', 'cancelled'] as const;

export type MethodOutcome = (typeof METHOD_OUTCOMES)[number];

/** A sign-in by a method, of which there is a closed list. */
export function methodCount(kind: SignInMethodKind, method: string, outcome: MethodOutcome): string {
  return `method:${kind}:${method}:${outcome}`;
}

/** What a name that {@link methodCount} made says; undefined for any other. */
export function readMethodCount(
  name: string,
): { kind: SignInMethodKind; method: string; outcome: MethodOutcome } | undefined {
  const [what, kindName, method, outcomeName] = name.split(':');
  const kind = SIGN_IN_METHOD_KINDS.find((one) => one === kindName);
  const outcome = METHOD_OUTCOMES.find((one) => one === outcomeName);
  return what === 'method' && kind !== undefined && method !== undefined && outcome !== undefined
    ? { kind, method, outcome }
    : undefined;
}
