import { Global, Module } from '@nestjs/common';
import { Metrics } from '../metrics/metrics.ts';
import { WECHAT_OBSERVER, type WechatObserver } from './wechat-observer.ts';

/** Lets the metrics hear of every call to WeChat. */
@Global()
@Module({
  providers: [
    {
      provide: WECHAT_OBSERVER,
      inject: [Metrics],
      useFactory: (metrics: Metrics): WechatObserver => ({
        call: (endpoint, outcome, seconds) => metrics.wechatCalls.observe({ endpoint, outcome }, seconds),
      }),
    },
  ],
  exports: [WECHAT_OBSERVER],
})
export class WechatMetricsModule {}
