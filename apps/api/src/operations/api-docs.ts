import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { OPEN_TO_EVERYBODY } from '../platform/http/callers.ts';
import { postTwinOf } from '../platform/http/post-twins.ts';

/**
 * Serves the documentation of the calls, from the schemas that check them, at `/api/docs` (JSON at `/api/docs-json`).
 * Not in production.
 */
export function serveApiDocs(app: NestFastifyApplication): void {
  const description =
    'Login for websites through a WeChat mini program. The rules behind these calls are in docs/protocol.md.';
  const config = new DocumentBuilder()
    .setTitle('Maqiao')
    .setDescription(description)
    .setVersion('0.2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  // Open to every origin: it is linked from other sites and READMEs, and holds no data of users.
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRoute', (route) => {
      if (/^\/api\/docs(-json|-yaml)?(\/|$)/.test(route.url))
        route.config = { ...route.config, ...OPEN_TO_EVERYBODY };
    });
  SwaggerModule.setup('api/docs', app, () => withPostTwins(SwaggerModule.createDocument(app, config)));
}

/** Nest's document holds the declared routes only: adds their POST twins (post-twins.ts). */
function withPostTwins(document: OpenAPIObject): OpenAPIObject {
  const paths = { ...document.paths };
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of ['patch', 'put', 'delete'] as const) {
      const operation = item[method];
      const twin = postTwinOf(method.toUpperCase(), path);
      if (operation === undefined || twin === undefined || paths[twin]?.post !== undefined) continue;
      const summary = `The same as ${method.toUpperCase()} ${path}, for clients behind a firewall that refuses it`;
      const operationId = operation.operationId && `${operation.operationId}_post`;
      paths[twin] = { ...paths[twin], post: { ...operation, summary, operationId } };
    }
  }
  return { ...document, paths };
}
