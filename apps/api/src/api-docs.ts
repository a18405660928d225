import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** The calls, written from the schemas that check them, at `/api/docs` (JSON at `/api/docs-json`). Not in production. */
export function serveApiDocs(app: NestFastifyApplication): void {
  const description =
    'Login for websites through a WeChat mini program. The rules behind these calls are in docs/protocol.md.';
  const config = new DocumentBuilder()
    .setTitle('Maqiao')
    .setDescription(description)
    .setVersion('0.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .build();
  SwaggerModule.setup('api/docs', app, () => SwaggerModule.createDocument(app, config));
}
