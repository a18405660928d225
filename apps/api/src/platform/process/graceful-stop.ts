import type { FastifyInstance } from 'fastify';

/** How long calls that are under way may take after the signal to stop: longer than the longest call to WeChat. */
const GRACE_MS = 13_000;
const SWEEP_EVERY_MS = 50;

/**
 * Lets calls under way finish when the server closes, and then ends their connections: Node closes those that are
 * idle at the moment of the close, but keeps waiting for those that become idle later, up to their keep-alive.
 */
export function stopGracefully(fastify: FastifyInstance): void {
  fastify.addHook('preClose', (done) => {
    const sweeper = setInterval(() => fastify.server.closeIdleConnections(), SWEEP_EVERY_MS);
    const end = setTimeout(() => fastify.server.closeAllConnections(), GRACE_MS);
    fastify.server.once('close', () => {
      clearInterval(sweeper);
      clearTimeout(end);
    });
    done();
  });
}
