import { Controller, Get, Header } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { ApiExcludeController } from '../../platform/http/api-docs-decorators.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { OpenToEverybody } from '../../platform/http/callers.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { joinMessages, localize, message, type InBoth } from '../../platform/operator-messages/messages.ts';
import { healthMessages } from './health-messages.ts';
import { StoreProbes, STORES, type StoreName } from './store-probes.ts';
import type { StoreFailure } from './store-failure.ts';

/** For load balancers and supervisors: `/livez` answers while the process runs, `/readyz` while its stores serve. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly probes: StoreProbes,
    private readonly clock: Clock,
  ) {}

  /** Holds the server's own time: a proxy in front replaces the header `Date`. */
  @Get('livez')
  @OpenToEverybody()
  @Header('Cache-Control', 'no-store')
  live(): { status: 'ok'; now: string } {
    return { status: 'ok', now: new Date(this.clock.now()).toISOString() };
  }

  /** @throws ApiError `unavailable`; its member `stores` names the stores that do not serve, `reasons` says why */
  @Get('readyz')
  @OpenToEverybody()
  @Header('Cache-Control', 'no-store')
  async ready(): Promise<{ status: 'ok' }> {
    const reasons: Partial<Record<StoreName, StoreFailure>> = {};
    const probe = async (store: StoreName): Promise<HealthIndicatorResult> => {
      const indicator = this.indicators.check(store);
      const failure = await this.probes.failureOf(store);
      if (failure === undefined) return indicator.up();
      reasons[store] = failure;
      return indicator.down();
    };
    try {
      await this.health.check(STORES.map((store) => () => probe(store)));
    } catch (cause) {
      const stores = STORES.filter((store) => reasons[store] !== undefined);
      const list = stores.map((store) => `${store} (${reasons[store]})`).join(', ');
      throw new ApiError('unavailable', {
        cause,
        detail: `Not serving: ${list}.`,
        members: { stores, reasons },
        operatorHint: localize(healthMessages.not_ready, {
          stores: joinMessages(
            ...stores.map((store) => message(MESSAGES[reasons[store] ?? 'no_answer'], { store })),
          ),
        }),
      });
    }
    return { status: 'ok' };
  }
}

const MESSAGES = {
  read_only: healthMessages.store_read_only,
  disk_full: healthMessages.store_disk_full,
  disk_failing: healthMessages.store_disk_failing,
  memory_full: healthMessages.store_memory_full,
  no_answer: healthMessages.store_no_answer,
} as const satisfies Record<StoreFailure, InBoth>;
