import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What the product measures of a login, under its labels. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly sceneEvents = new Counter({
    name: 'scene_events_total',
    help: 'Events of login attempts by their answer',
    labelNames: ['event', 'answer'] as const,
    registers: [this.registry],
  });

  readonly sceneChanges = new Counter({
    name: 'scene_changes_total',
    help: 'Changes of login attempts from one status to another',
    labelNames: ['from', 'to'] as const,
    registers: [this.registry],
  });

  readonly deliveries = new Counter({
    name: 'login_deliveries_total',
    help: 'Logins delivered to their browser',
    labelNames: ['way'] as const,
    registers: [this.registry],
  });

  readonly waitingBrowsers = new Gauge({
    name: 'waiting_browsers',
    help: 'Browsers that wait on a socket',
    registers: [this.registry],
  });

  readonly wechatCalls = new Histogram({
    name: 'wechat_call_seconds',
    help: 'Calls to WeChat',
    labelNames: ['endpoint', 'outcome'] as const,
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8],
    registers: [this.registry],
  });

  readonly httpRequests = new Histogram({
    name: 'http_request_seconds',
    help: 'HTTP calls',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
