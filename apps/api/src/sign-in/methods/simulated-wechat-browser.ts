import type { FastifyInstance } from 'fastify';
import type { Settings } from '../../config/settings.ts';

const MARK = /[?&]wechat_browser=1(?:&|$)/;

/**
 * In the demo a tab stands in for WeChat's own browser, whose User-Agent it cannot send: the simulated phone marks what it
 * opens there with `wechat_browser=1`. Everywhere else the mark means nothing.
 */
export function readSimulatedWechatBrowser(fastify: FastifyInstance, { demo }: Pick<Settings, 'demo'>): void {
  if (!demo) return;
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { headers } = request.raw;
    if (MARK.test(request.url))
      headers['user-agent'] = `${headers['user-agent'] ?? ''} MicroMessenger/8.0.60`;
    done();
  });
}
