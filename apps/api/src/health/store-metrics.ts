import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Database } from '../database/database.ts';
import { Metrics } from '../metrics/metrics.ts';
import { SceneStore } from '../store/scene-store.ts';
import { bounded } from './bounded.ts';

/** Tells with each scrape whether the stores answer: what `/readyz` tells a balancer, for the alerts. */
@Injectable()
export class StoreMetrics {
  constructor(metrics: Metrics, scenes: SceneStore, database: Database) {
    const stores = { scenes: () => scenes.ping(), database: () => database.ping() };
    new Gauge({
      name: 'maqiao_store_up',
      help: 'Whether a store answers',
      labelNames: ['store'] as const,
      registers: [metrics.registry],
      async collect() {
        await Promise.all(
          Object.entries(stores).map(async ([store, ping]) => {
            const up = await bounded(ping()).then(
              () => 1,
              () => 0,
            );
            this.set({ store }, up);
          }),
        );
      },
    });
  }
}
