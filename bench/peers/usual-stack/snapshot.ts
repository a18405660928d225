import type { Near, SceneRecord } from '@maqiao/shared';

/** A login attempt as its reader sees it. Until the confirm a person is an initial. */
export function snapshotOf(
  { scene, status, deadline, scan }: SceneRecord,
  reader: 'browser' | 'phone' | 'anyone',
): object {
  const whole = status === 'confirmed' || status === 'consumed';
  const { nickname = null, avatarUrl = null } = scan?.user ?? {};
  const initial = nickname === null ? null : (Array.from(nickname)[0] ?? null);
  return {
    scene,
    status,
    expiresAt: new Date(deadline).toISOString(),
    now: new Date().toISOString(),
    ...(reader !== 'anyone' &&
      scan && { user: whole ? { nickname, avatarUrl } : { nickname: initial, avatarUrl: null } }),
  };
}

/** What a phone shows of the browser that asks. */
export function requestOf({ browser: of, createdAt }: SceneRecord, near: Near): object {
  return {
    siteName: new URL(of.origin).host,
    siteUrl: of.origin,
    browser: of.browser,
    os: of.os,
    region: of.region,
    ip: shortAddress(of.ip),
    near,
    match: 'none',
    display: of.display,
    createdAt: new Date(createdAt).toISOString(),
  };
}

/** The network of an address, as far as it is shown. */
export const shortAddress = (ip: string | null): string | null =>
  ip && `${ip.split('.').slice(0, 2).join('.')}.0.0/16`;
