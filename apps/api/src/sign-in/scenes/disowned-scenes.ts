import type { SceneRecord } from '@maqiao/shared';
import { Injectable, Logger } from '@nestjs/common';
import { cutAddress } from '../../platform/http/addresses.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { sceneMessages } from './scene-messages.ts';
import { SUSPECT_AFTER_PEOPLE, SuspectAddresses } from '../../limits/suspect-addresses.ts';
import { Metrics } from '../../platform/metrics/metrics.ts';

/** Why a scene counts as a stranger's: its scanner said "not me", or did not know the number on its screen. */
export type DisownedBecause = 'not_me' | 'number_mismatch';

/**
 * Counts scenes that were a stranger's. Many of one address are a sign of relayed codes
 * (RFC 10027, detection): the address gets a lower limit, and the log warns the operator.
 */
@Injectable()
export class DisownedScenes {
  readonly #logger = new Logger('DisownedScenes');

  constructor(
    private readonly suspects: SuspectAddresses,
    private readonly metrics: Metrics,
  ) {}

  /** A person has refused a scene as a stranger's. Counts them once an hour for each address. */
  async report({ browser }: Readonly<SceneRecord>, userId: string, reason: DisownedBecause): Promise<void> {
    this.metrics.disownedScenes.inc({ reason });
    if (!(await this.suspects.report(browser.ip, userId))) return;
    this.metrics.suspectAddresses.inc();
    const address = cutAddress(browser.ip) ?? 'unknown';
    this.#logger.warn(localize(sceneMessages.address_suspected, { address, people: SUSPECT_AFTER_PEOPLE }));
  }
}
