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

  /** Logins handed to their browser, by way: `push`, `poll`, `claim`, `redirect`. */
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

  readonly sessionSockets = new Gauge({
    name: 'maqiao_session_sockets',
    help: 'Signed-in pages that are connected to this process',
    registers: [this.registry],
  });

  /** The funnel: what each change of a scene led from and to; a new scene comes from `none`. */
  readonly sceneChanges = new Counter({
    name: 'maqiao_scene_changes_total',
    help: 'Changes of login attempts from one status to another',
    labelNames: ['from', 'to'] as const,
    registers: [this.registry],
  });

  /** The store of scenes by operation (`read`, or an event) and outcome (`ok`, `failed`), in seconds. */
  readonly sceneStoreCalls = new Histogram({
    name: 'maqiao_scene_store_seconds',
    help: 'Calls to the store of login attempts',
    labelNames: ['operation', 'outcome'] as const,
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2],
    registers: [this.registry],
  });

  readonly databaseQueries = new Histogram({
    name: 'maqiao_database_query_seconds',
    help: 'Statements of the database',
    labelNames: ['outcome'] as const,
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2, 5],
    registers: [this.registry],
  });

  /** HTTP calls by route, not by path: a path may hold a scene. */
  readonly httpRequests = new Histogram({
    name: 'maqiao_http_request_seconds',
    help: 'HTTP calls',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [this.registry],
  });

  /** Attempts to deliver webhooks: `delivered`, `failed`, `gone`. */
  readonly webhookAttempts = new Counter({
    name: 'maqiao_webhook_attempts_total',
    help: 'Attempts to deliver webhooks',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });

  /** Zero on every instance but the one that delivers. */
  readonly webhooksWaiting = new Gauge({
    name: 'maqiao_webhooks_waiting',
    help: 'Webhooks that are still to be delivered',
    registers: [this.registry],
  });

  readonly oldestWebhookSeconds = new Gauge({
    name: 'maqiao_webhook_oldest_seconds',
    help: 'Age of the oldest webhook that is still to be delivered',
    registers: [this.registry],
  });

  /** Attempts to send logout tokens to clients: `delivered`, `refused` (400), `failed`. */
  readonly logoutTokenAttempts = new Counter({
    name: 'maqiao_logout_token_attempts_total',
    help: 'Attempts to send logout tokens',
    labelNames: ['outcome'] as const,
    registers: [this.registry],
  });

  /** Calls with a right key, by the setting and the key's name there: whether an old one is still in use. */
  readonly keyCalls = new Counter({
    name: 'maqiao_key_calls_total',
    help: 'Calls with a key of SITE_API_KEY, ADMIN_KEY or METRICS_TOKEN, by its name',
    labelNames: ['key', 'name'] as const,
    registers: [this.registry],
  });

  /** Calls with a key that is not in the settings: `refused`, or `limited` when there were too many of that address. */
  readonly wrongKeys = new Counter({
    name: 'maqiao_wrong_keys_total',
    help: 'Calls with a wrong SITE_API_KEY, ADMIN_KEY or METRICS_TOKEN',
    labelNames: ['key', 'answer'] as const,
    registers: [this.registry],
  });

  /** Scenes that turned out to be strangers': `not_me` said their scanner, or typed another number (`number_mismatch`). */
  readonly disownedScenes = new Counter({
    name: 'maqiao_disowned_scenes_total',
    help: 'Login attempts that were refused as a stranger’s, or whose number was not known',
    labelNames: ['reason'] as const,
    registers: [this.registry],
  });

  /** Addresses that were slowed for it; which ones, the log says. */
  readonly suspectAddresses = new Counter({
    name: 'maqiao_suspect_addresses_total',
    help: 'Addresses that were slowed because many people refused their login attempts',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    // What begins to exist with its first event has not increased: an alert on it would miss that one.
    for (const outcome of ['delivered', 'failed', 'gone']) this.webhookAttempts.inc({ outcome }, 0);
    for (const outcome of ['delivered', 'refused', 'failed']) this.logoutTokenAttempts.inc({ outcome }, 0);
    for (const key of ['SITE_API_KEY', 'ADMIN_KEY', 'METRICS_TOKEN']) {
      for (const answer of ['refused', 'limited']) this.wrongKeys.inc({ key, answer }, 0);
    }
    for (const reason of ['not_me', 'number_mismatch']) this.disownedScenes.inc({ reason }, 0);
    for (const endpoint of [
      'stable_token',
      'getwxacodeunlimit',
      'jscode2session',
      'qrcode_create',
      'user_info',
    ]) {
      this.wechatCalls.zero({ endpoint, outcome: 'wechat_misconfigured' });
    }
  }
}
