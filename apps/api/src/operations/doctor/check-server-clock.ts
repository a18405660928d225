import { message } from '../../platform/operator-messages/messages.ts';
import { doctorMessages } from './doctor-messages.ts';
import { ask, type Asked } from './ask.ts';
import { isTolerated, type ClockComparison } from './clock-comparison.ts';
import { found, type Finding } from './finding.ts';

/**
 * Compares the clock of the server that runs with WeChat's, or with this machine's where WeChat's is not known: this
 * process has just begun, and what its clock says proves nothing about a server on another machine.
 * @param clock this machine's, already compared with WeChat's if that answered
 */
export async function checkServerClock(
  origin: string,
  clock: ClockComparison,
  now: () => number,
): Promise<Finding[]> {
  const asked = now();
  const theirs = serverTime(await ask(`${origin}/livez`));
  if (theirs === undefined) return [];
  const beforeUs = theirs - (asked + now()) / 2;
  const difference = beforeUs + (clock.difference ?? 0);
  const reference = message(
    clock.difference === undefined ? doctorMessages.clock_of_machine : doctorMessages.clock_of_wechat,
  );
  if (isTolerated(difference)) return [found('server_clock_ok', { reference })];
  const seconds = Math.round(Math.abs(difference) / 1000);
  return [found(difference > 0 ? 'server_clock_fast' : 'server_clock_slow', { seconds, reference })];
}

/** What the server says of itself at /livez, in Unix milliseconds: the header Date may be a proxy's. */
export function serverTime({ body }: Asked): number | undefined {
  const now: unknown = typeof body === 'object' && body !== null && 'now' in body ? body.now : undefined;
  const time = typeof now === 'string' ? Date.parse(now) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
