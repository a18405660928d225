import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import type { ErrorCode } from '@maqiao/shared';
import type { FaultInput } from '@maqiao/wechat-simulator';
import { audit } from './support/audit.ts';
import { Crowd, tally } from './support/crowd.ts';
import { startFleet, type Fleet } from './support/fleet.ts';

jest.setTimeout(90_000);

let fleet: Fleet;
let crowd: Crowd;
beforeAll(async () => void (fleet = await startFleet()));
afterAll(() => fleet?.stop());
beforeEach(() => fleet.heal());
afterEach(() => crowd?.leave());

/** Every call to WeChat goes wrong like this until `recover`. */
function breakWechat(fault: FaultInput): void {
  for (const endpoint of ['stable_token', 'getwxacodeunlimit', 'jscode2session'] as const) {
    fleet.wechat.fault(endpoint, fault, null);
  }
}

async function recover(): Promise<void> {
  await fetch(`${fleet.wechat.url}/control/faults`, { method: 'DELETE' });
}

test.each<[string, FaultInput, ErrorCode]>([
  ['breaks every connection off', { kind: 'disconnect' }, 'wechat_unavailable'],
  ['is silent', { kind: 'hang' }, 'wechat_unavailable'],
  ['says that it is busy', { kind: 'errcode', errcode: -1 }, 'wechat_busy'],
])(
  'WeChat %s: who has scanned goes on, the others read why, and all is well right after',
  async (how, fault, code) => {
    crowd = new Crowd(fleet, 30);
    const [scanned, waiting, newcomers] = [0, 10, 20].map((from) =>
      crowd.visitors.slice(from, from + 10),
    ) as [Crowd['visitors'], Crowd['visitors'], Crowd['visitors']];
    await crowd.reach('waiting', [...scanned, ...waiting]);
    await crowd.reach('scanned', scanned);
    breakWechat(fault);

    await crowd.reach('signed-in', scanned);
    const scans = waiting.map(({ phone, scene }) => phone.scan(scene));
    const pages = newcomers.map((visitor) => {
      visitor.open();
      return visitor.page.until((now) => now.phase === 'failed', 'words');
    });
    expect(await Promise.all(scans)).toEqual(waiting.map(() => ({ code })));
    expect(await Promise.all(pages)).toEqual(
      newcomers.map(() => ({ phase: 'failed', code, retryable: true })),
    );
    expect(await fleet.isReady()).toBe(true);

    await recover();
    await crowd.reach('signed-in');
    const { finished, restarted } = tally(`WeChat ${how}`, crowd.visitors);
    expect({ finished, restarted }).toEqual({ finished: 20, restarted: 10 });
    await audit(fleet, crowd.visitors);
  },
);
