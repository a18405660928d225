import { Module } from '@nestjs/common';
import { DatabaseModule } from '../platform/database/database.module.ts';
import { WebhookDelivery } from './webhook-delivery.ts';
import { WebhookOutbox } from './webhook-outbox.ts';

/** Webhooks to the site's own backend: sign-ins, sign-outs and deleted accounts. */
@Module({
  imports: [DatabaseModule],
  providers: [WebhookDelivery, WebhookOutbox],
  exports: [WebhookOutbox],
})
export class WebhooksModule {}
