import type { SceneRecord, SceneWithVerifier } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { Renewals } from '../../limits/renewals.ts';
import { SceneStore } from './store/scene-store.ts';
import { isOwnVerifier } from './own-verifier.ts';

/**
 * Tells a page that renews its code from a new visitor. A renewal cannot be faked: the page proves the verifier of
 * the scene that it replaces, which was counted itself, is unscanned, and has lived for half of its time at least.
 */
@Injectable()
export class CodeRenewal {
  constructor(
    private readonly store: SceneStore,
    private readonly renewals: Renewals,
  ) {}

  /**
   * Runs what makes the new code. A renewal that was granted and failed may be asked for again.
   * @param replaced - the scene that the page names as replaced
   * @param make - gets true for a renewal, false for a new visitor
   */
  async renew<T>(
    replaced: SceneWithVerifier | undefined,
    ip: string,
    make: (isRenewal: boolean) => Promise<T>,
  ): Promise<T> {
    if (replaced === undefined || !(await this.#mayRenew(replaced, ip))) return make(false);
    try {
      return await make(true);
    } catch (error) {
      await this.renewals.giveBack(replaced.scene);
      throw error;
    }
  }

  async #mayRenew({ scene, verifier }: SceneWithVerifier, ip: string): Promise<boolean> {
    if (!isOwnVerifier(scene, verifier)) return false;
    const { record, now } = await this.store.read(scene);
    return record !== undefined && isDue(record, now) && this.renewals.take(scene, ip);
  }
}

/**
 * A page renews shortly before the end, or when it becomes visible again. Half the lifetime leaves room for clock
 * errors.
 */
function isDue({ status, createdAt, deadline }: Readonly<SceneRecord>, now: number): boolean {
  return status === 'expired' || (status === 'pending' && now - createdAt >= (deadline - createdAt) / 2);
}
