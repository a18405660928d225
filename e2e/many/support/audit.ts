import { expect } from '@jest/globals';
import type { Fleet } from './fleet.ts';
import { claimsOf } from './token-claims.ts';
import type { Visitor } from './visitor.ts';

/**
 * Checks what no fault may ever cause: a token in a wrong browser, two sessions of one confirmed scene, or an error of
 * our own making. Everyone has to be signed in by now.
 * @param lossy whether a confirmed scene may have been lost after its session was made; that session is in nobody's hands
 */
export async function audit(
  fleet: Fleet,
  visitors: readonly Visitor[],
  { lossy = false }: { lossy?: boolean } = {},
): Promise<void> {
  const sceneOfSid = new Map<string, string>();
  const sidOfScene = new Map<string, string>();
  for (const { page, phone, confirmed } of visitors) {
    for (const { scene, accessToken } of page.deliveries) {
      const { sub, sid = '', aud } = claimsOf(accessToken);
      // The person whose phone confirmed this very scene, at the site that the page is of.
      expect({ sub, aud, confirmed: confirmed.includes(scene) }).toEqual({
        sub: phone.subject,
        aud: fleet.url,
        confirmed: true,
      });
      expect(sceneOfSid.get(sid) ?? scene).toBe(scene);
      expect(sidOfScene.get(scene) ?? sid).toBe(sid);
      sceneOfSid.set(sid, scene);
      sidOfScene.set(scene, sid);
    }
  }

  const rows = await fleet.rows.of(visitors.map(({ phone }) => phone.subject ?? ''));
  const sids = new Set(rows.map(({ sid }) => sid));
  expect([...sceneOfSid.keys()].filter((sid) => !sids.has(sid))).toEqual([]);
  const undelivered = rows.filter(({ sid }) => !sceneOfSid.has(sid));
  if (!lossy) expect(undelivered).toEqual([]);
  expect(undelivered.filter(({ claimed }) => claimed)).toEqual([]);

  for (const { phone, confirmed, page, scene } of visitors) {
    const own = rows.filter(({ user_id }) => user_id === phone.subject);
    expect(own.length).toBeLessThanOrEqual(confirmed.length);
    const live = own.filter(({ claimed, revoked }) => claimed && !revoked).map(({ sid }) => sid);
    expect(live).toContain(sidOfScene.get(scene));
    if (!lossy) expect(live).toHaveLength(1);
    const me = (await (await page.get('/api/me')).json()) as { id?: string };
    expect(me.id).toBe(phone.subject);
  }
  for (const { output } of fleet.instances) {
    expect(output).not.toMatch(/unhandled|"level":60|"code":"internal"|MaxListenersExceeded/i);
  }
}
