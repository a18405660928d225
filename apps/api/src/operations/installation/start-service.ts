import { setTimeout as sleep } from 'node:timers/promises';
import { message } from '../../platform/operator-messages/messages.ts';
import { installMessages } from './install-messages.ts';
import type { Machine } from './machine.ts';
import type { Step } from './step.ts';
import { UNITS } from './places.ts';

/** A start takes a second, or several on a small machine whose database is migrated first. */
const START_TIMEOUT_MS = 30_000;

/**
 * Starts the service, or restarts it when something of it has changed, and waits until `/readyz` answers.
 * @param port that it listens on
 * @returns undefined when it does not become ready in time
 */
export async function startService(
  machine: Machine,
  { port, changed }: { readonly port: number; readonly changed: boolean },
): Promise<Step | undefined> {
  const [service, timer] = UNITS;
  machine.systemctl('daemon-reload');
  const ran = isActive(machine, service);
  machine.systemctl(changed ? 'restart' : 'start', service);
  machine.systemctl('start', timer);
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (await answers(port)) {
      return {
        mark: ran && !changed ? 'same' : 'done',
        text: message(installMessages.step_started, { unit: service }),
      };
    }
    await sleep(200);
  }
  return undefined;
}

function isActive(machine: Machine, unit: string): boolean {
  try {
    machine.systemctl('is-active', '--quiet', unit);
    return true;
  } catch {
    return false;
  }
}

function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/readyz`, { signal: AbortSignal.timeout(2000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
