import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.ts';
import { SceneStore } from '../../sign-in/scenes/store/scene-store.ts';
import { bounded } from './bounded.ts';
import { storeFailureOf, type StoreFailure } from './store-failure.ts';

/** The stores that a login needs. */
export const STORES = ['scenes', 'database'] as const;
export type StoreName = (typeof STORES)[number];

/** Checks that the stores answer and accept writes. */
@Injectable()
export class StoreProbes {
  constructor(
    private readonly scenes: SceneStore,
    private readonly database: Database,
  ) {}

  /** Why a store does not serve; undefined when it does. Never throws, and ends within two seconds. */
  async failureOf(store: StoreName): Promise<StoreFailure | undefined> {
    const before = this.database.answers;
    try {
      await bounded(store === 'scenes' ? this.scenes.ping() : this.database.checkServing());
      return undefined;
    } catch (error) {
      const failure = storeFailureOf(error);
      if (store !== 'database' || failure !== 'no_answer') return failure;
      const { refusal } = this.database;
      if (refusal !== undefined) return storeFailureOf(refusal);
      // Under load a probe may wait behind other statements: if the database has answered some of those, it serves.
      return this.database.answers > before ? undefined : failure;
    }
  }
}
