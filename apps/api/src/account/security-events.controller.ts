import { Controller, Get } from '@nestjs/common';
import type { SecurityEventPage } from '@maqiao/shared';
import { securityEventPage, securityEventsQuery } from '@maqiao/shared/schemas';
import type { z } from 'zod';
import { ApiAnswer } from '../platform/http/api-answer.ts';
import { PhoneCall } from '../platform/http/callers.ts';
import { CheckedQuery } from '../platform/http/checked-query.ts';
import { AuditLog } from '../people/audit/audit-log.ts';
import { Limits } from '../limits/limits.ts';
import { Bearer, Caller, type CallerIdentity } from '../sessions/bearer.guard.ts';

@Controller('api')
export class SecurityEventsController {
  constructor(
    private readonly audit: AuditLog,
    private readonly limits: Limits,
  ) {}

  @Get('security-events')
  @PhoneCall()
  @ApiAnswer('What happened to one’s logins in the last 90 days, newest first', 200, securityEventPage)
  @Bearer('account')
  async list(
    @Caller() { userId }: CallerIdentity,
    @CheckedQuery(securityEventsQuery) { before, limit }: z.output<typeof securityEventsQuery>,
  ): Promise<SecurityEventPage> {
    await this.limits.auditPage(userId);
    return this.audit.read(userId, limit, before);
  }
}
