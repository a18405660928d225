import type { OwnerAudit } from '@maqiao/shared';
import { ownerAudit, ownerAuditQuery } from '@maqiao/shared/schemas';
import { Controller, Get } from '@nestjs/common';
import type { z } from 'zod';
import { AdminKey } from '../../limits/site-key.guard.ts';
import { AuditLog } from '../../people/audit/audit-log.ts';
import { ApiAnswer } from '../../platform/http/api-answer.ts';
import { CheckedQuery } from '../../platform/http/checked-query.ts';
import { OwnerAuditQuery } from './owner-audit.ts';

/** For the site's owner: what happened to everybody's logins. */
@Controller('api/audit')
@AdminKey()
export class OwnerAuditController {
  constructor(
    private readonly query: OwnerAuditQuery,
    private readonly audit: AuditLog,
  ) {}

  @Get()
  @ApiAnswer(
    'What happened to everybody’s logins in the last 90 days, newest first, filtered and in pages; needs ADMIN_KEY',
    200,
    ownerAudit,
  )
  async list(@CheckedQuery(ownerAuditQuery) query: z.output<typeof ownerAuditQuery>): Promise<OwnerAudit> {
    await this.audit.settled();
    return this.query.page(query);
  }
}
