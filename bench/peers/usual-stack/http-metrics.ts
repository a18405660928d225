import { Injectable, type NestMiddleware } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Metrics } from './metrics.ts';

type RoutedRequest = IncomingMessage & { route?: { path?: string } };

/** Measures every HTTP call by its route: an address that no route knows is `none`. */
@Injectable()
export class HttpMetrics implements NestMiddleware<RoutedRequest, ServerResponse> {
  constructor(private readonly metrics: Metrics) {}

  use(request: RoutedRequest, response: ServerResponse, next: () => void): void {
    const end = this.metrics.httpRequests.startTimer();
    response.on('finish', () =>
      end({
        method: request.method ?? 'none',
        route: request.route?.path ?? 'none',
        status: String(response.statusCode),
      }),
    );
    next();
  }
}
