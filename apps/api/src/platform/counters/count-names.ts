import type { SceneStatus } from '@maqiao/shared';

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
