import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Metrics } from '../../platform/metrics/metrics.ts';
import { StoreProbes, STORES } from './store-probes.ts';

/** Reports with each scrape whether the stores serve, so that alerts see what `/readyz` answers to load balancers. */
@Injectable()
export class StoreMetrics {
  constructor(metrics: Metrics, probes: StoreProbes) {
    new Gauge({
      name: 'maqiao_store_up',
      help: 'Whether a store answers and accepts writes',
      labelNames: ['store'] as const,
      registers: [metrics.registry],
      async collect() {
        await Promise.all(
          STORES.map(async (store) => {
            this.set({ store }, (await probes.failureOf(store)) === undefined ? 1 : 0);
          }),
        );
      },
    });
  }
}
