import { Controller, Get } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import { ApiExcludeController } from '../common/api-docs-decorators.ts';
import { ApiError } from '../common/api-error.ts';
import { OpenToEverybody } from '../common/callers.ts';
import { say } from '../common/operator-words.ts';
import { Database } from '../database/database.ts';
import { SceneStore } from '../store/scene-store.ts';
import { bounded } from './bounded.ts';

/** For balancers and supervisors: `/livez` says the process runs, `/readyz` that its stores answer. */
@ApiExcludeController()
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly scenes: SceneStore,
    private readonly database: Database,
  ) {}

  @Get('livez')
  @OpenToEverybody()
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** @throws ApiError `unavailable` whose member `stores` names what does not answer */
  @Get('readyz')
  @OpenToEverybody()
  async ready(): Promise<{ status: 'ok' }> {
    const stores: string[] = [];
    const probe = async (name: string, ping: () => Promise<void>): Promise<HealthIndicatorResult> => {
      const session = this.indicators.check(name);
      try {
        await bounded(ping());
        return session.up();
      } catch {
        stores.push(name);
        return session.down();
      }
    };
    try {
      await this.health.check([
        () => probe('scenes', () => this.scenes.ping()),
        () => probe('database', () => this.database.ping()),
      ]);
    } catch (cause) {
      throw new ApiError('unavailable', {
        cause,
        detail: `Not answering: ${stores.join(', ')}.`,
        members: { stores },
        operatorHint: say('not_ready', { stores: stores.join(', ') }),
      });
    }
    return { status: 'ok' };
  }
}
