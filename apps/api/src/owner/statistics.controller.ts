import type { Statistics } from '@maqiao/shared';
import { statistics, statisticsQuery } from '@maqiao/shared/schemas';
import { Controller, Get } from '@nestjs/common';
import type { z } from 'zod';
import { ApiAnswer } from '../common/api-answer.ts';
import { CheckedQuery } from '../common/checked-query.ts';
import { SiteKey } from '../limits/site-key.guard.ts';
import { OwnerStatistics } from './statistics.ts';

/** For the site's owner: how many sign in, and where the others give up. */
@Controller('api/stats')
@SiteKey()
export class StatisticsController {
  constructor(private readonly statistics: OwnerStatistics) {}

  @Get()
  @ApiAnswer('Sign-ins by day, the funnel, errors of WeChat, people; needs SITE_API_KEY', 200, statistics)
  read(
    @CheckedQuery(statisticsQuery) { days, timeZone }: z.infer<typeof statisticsQuery>,
  ): Promise<Statistics> {
    return this.statistics.of(days, timeZone);
  }
}
