import { Inject, Injectable, Logger } from '@nestjs/common';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { Clock } from '../platform/clock/clock.ts';
import { Database } from '../platform/database/database.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { SceneStore } from '../sign-in/scenes/store/scene-store.ts';
import { accountMessages } from './account-messages.ts';

/** How far the clocks of the instances and of the store may differ. */
const MARGIN_MS = 60_000;

/** The scenes that people have scanned and that may not have ended. */
@Injectable()
export class ScannedScenes {
  readonly #logger = new Logger('ScannedScenes');

  constructor(
    private readonly database: Database,
    private readonly store: SceneStore,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'lifetimes'>,
  ) {}

  /** From when on a scan may still become a sign-in, in Unix milliseconds. */
  since(now: number): number {
    const { scanned, delivery } = this.settings.lifetimes;
    return now - scanned - delivery - MARGIN_MS;
  }

  /** Ends a scene that this person had scanned, in whatever state it is. Its browser gets the new state. Never throws. */
  async reject(scene: string, userId: string): Promise<void> {
    try {
      await this.store.apply(scene, { event: 'reject', person: userId });
    } catch (error) {
      const why = error instanceof Error ? error.message : 'unknown';
      this.#logger.warn(localize(accountMessages.scene_not_rejected, { why }));
    }
  }

  /** Ends every scene that this person has scanned lately: no sign-in that is under way comes to life. */
  async rejectRecentOf(userId: string): Promise<void> {
    const scanned = await this.database.queries
      .selectFrom('security_events')
      .select('subject')
      .where('user_id', '=', userId)
      .where('kind', '=', 'scanned')
      .where('at', '>=', this.since(this.clock.now()))
      .execute();
    await Promise.all(scanned.map(({ subject }) => this.reject(subject, userId)));
  }
}
