import type { Statistics } from '@maqiao/shared';
import { statistics, statisticsQuery } from '@maqiao/shared/schemas';
import { Controller, Get } from '@nestjs/common';
import type { z } from 'zod';
import { ApiAnswer } from '../platform/http/api-answer.ts';
import { CheckedQuery } from '../platform/http/checked-query.ts';
import { AdminKey, KeyPresented } from '../limits/site-key.guard.ts';
import type { PresentedKey } from '../limits/key-check.ts';
import { OwnerStatistics } from './statistics.ts';

/** For the site's owner: how many people sign in, and at which step the others stop. */
@Controller('api/stats')
@AdminKey()
export class StatisticsController {
  constructor(private readonly statistics: OwnerStatistics) {}

  @Get()
  @ApiAnswer('Sign-ins by day, the funnel, errors of WeChat, people; needs ADMIN_KEY', 200, statistics)
  async read(
    @CheckedQuery(statisticsQuery) { days, timeZone }: z.infer<typeof statisticsQuery>,
    @KeyPresented() { setting, name }: PresentedKey,
  ): Promise<Statistics> {
    const counted = await this.statistics.of(days, timeZone);
    return { ...counted, key: { setting: setting === 'ADMIN_KEY' ? setting : 'SITE_API_KEY', name } };
  }
}
