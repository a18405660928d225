import { Global, Module } from '@nestjs/common';
import { Metrics } from '../platform/metrics/metrics.ts';
import { wechatCount } from '../platform/counters/count-names.ts';
import { HourlyCounts } from '../platform/counters/hourly-counts.ts';
import { WECHAT_OBSERVER, type WechatObserver } from './wechat-observer.ts';

/** Reports every call to WeChat to the metrics and the owner's statistics. */
@Global()
@Module({
  providers: [
    {
      provide: WECHAT_OBSERVER,
      inject: [Metrics, HourlyCounts],
      useFactory: (metrics: Metrics, counts: HourlyCounts): WechatObserver => ({
        call: (endpoint, outcome, seconds) => {
          metrics.wechatCalls.observe({ endpoint, outcome }, seconds);
          counts.add(wechatCount(endpoint, outcome));
        },
      }),
    },
  ],
  exports: [WECHAT_OBSERVER],
})
export class WechatMetricsModule {}
