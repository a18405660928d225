import { z } from 'zod';
import { SECURITY_EVENT_KINDS, type OwnerAudit } from '../audit-types.ts';
import { methodSchema } from './codec.ts';
import { securityEvent } from './responses.ts';

// The audit log as the site's owner asks for it. A query arrives as text.

const moment = z.iso
  .datetime({ offset: true, error: 'must be a time such as 2026-11-20T08:00:00Z' })
  .transform((text) => Date.parse(text))
  .optional();

export const ownerAuditQuery = z.object({
  user: z.string().min(1).max(64).optional(),
  kind: z.enum(SECURITY_EVENT_KINDS, 'must be a kind of entry').optional(),
  method: methodSchema.optional(),
  client: z.string().trim().min(1).max(200).optional(),
  from: moment,
  to: moment,
  limit: z.coerce.number().int().min(1).max(200, 'must be at most 200').default(50),
  cursor: z.uuidv7('must be a nextCursor of this call').optional(),
});

export const ownerAudit = z.object({
  events: securityEvent
    .extend({
      user: z.object({ id: z.string(), nickname: z.string().nullable() }),
      mergedSub: z.string().optional(),
    })
    .array(),
  nextCursor: z.string().nullable(),
}) satisfies z.ZodType<OwnerAudit>;
