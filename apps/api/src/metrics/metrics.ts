import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Prometheus metrics of this process. Labels are our own closed words: never a scene, a person or a token. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  /** What happened to scenes, by event and answer: `scan`/`ok`, `confirm`/`number_mismatch`, … */
  readonly sceneEvents = new Counter({
    name: 'maqiao_scene_events_total',
    help: 'Events of login attempts by their answer',
    labelNames: ['event', 'answer'] as const,
    registers: [this.registry],
  });

  /** Logins handed to their browser, by way: `push`, `poll`, `claim`. */
  readonly deliveries = new Counter({
    name: 'maqiao_login_deliveries_total',
    help: 'Logins delivered to their browser',
    labelNames: ['way'] as const,
    registers: [this.registry],
  });

  /** Calls to WeChat by endpoint and our own code for the outcome, in seconds. */
  readonly wechatCalls = new Histogram({
    name: 'maqiao_wechat_call_seconds',
    help: 'Calls to WeChat',
    labelNames: ['endpoint', 'outcome'] as const,
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8],
    registers: [this.registry],
  });

  readonly waitingBrowsers = new Gauge({
    name: 'maqiao_waiting_browsers',
    help: 'Browsers that wait on a socket of this process',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
