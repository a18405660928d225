import type { WireEndpoint, WireResult } from './wire-call.ts';
import { failure, jsonObject, pick, success } from './wire-call.ts';
import { type OfficialAccountSurroundings, officialAccountEndpoint } from './official-account-call.ts';
import type { OfficialAccount } from '../official-account/official-account.ts';

const DEFAULT_EXPIRE_SECONDS = 60;
const MOST_EXPIRE_SECONDS = 2_592_000;
const LONGEST_SCENE = 64;
/** What WeChat makes of a call without a scene at the place where it looks for it. */
const NO_SCENE = '0';

/** `POST /cgi-bin/qrcode/create`: a code with a scene, which ends of itself. Only `QR_STR_SCENE` is imitated. */
export function qrcodeCreateEndpoint(surroundings: OfficialAccountSurroundings): WireEndpoint {
  return officialAccountEndpoint(
    surroundings,
    '/cgi-bin/qrcode/create',
    'POST',
    (call) => pick(jsonObject(call.body) ?? {}, ['expire_seconds', 'action_name', 'action_info']),
    (call, account) => {
      if (account.settings.kind === 'subscription') return failure(48001);
      const body = jsonObject(call.body);
      return body ? create(body, account) : failure(47001);
    },
  );
}

function create(body: Record<string, unknown>, account: OfficialAccount): WireResult {
  if (body.action_name !== 'QR_STR_SCENE') return failure(40052);
  const expireSeconds = body.expire_seconds ?? DEFAULT_EXPIRE_SECONDS;
  if (typeof expireSeconds !== 'number' || !Number.isInteger(expireSeconds)) return failure(40097);
  if (expireSeconds < 1 || expireSeconds > MOST_EXPIRE_SECONDS) return failure(40097);
  const scene = sceneOf(body.action_info);
  if (scene === undefined) return failure(40053);
  const { ticket, url } = account.codes.create(scene, expireSeconds);
  return success({ ticket, expire_seconds: expireSeconds, url });
}

/** The scene, `0` without the level `scene`, or undefined for one that WeChat refuses. */
function sceneOf(actionInfo: unknown): string | undefined {
  const info = typeof actionInfo === 'object' && actionInfo !== null ? actionInfo : {};
  const level = 'scene' in info ? info.scene : undefined;
  if (typeof level !== 'object' || level === null) return NO_SCENE;
  const scene = 'scene_str' in level ? level.scene_str : undefined;
  const fits = typeof scene === 'string' && scene.length >= 1 && scene.length <= LONGEST_SCENE;
  return fits ? scene : undefined;
}
