import type { OwnerUserDetails } from '@maqiao/shared';
import { ownerUserDetails } from '@maqiao/shared/schemas';
import { Controller, Delete, Get, Logger, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { PersonArchive } from '../../account/archive/person-archive.ts';
import { AdminKey } from '../../limits/site-key.guard.ts';
import { AuditLog } from '../../people/audit/audit-log.ts';
import { ApiAnswer } from '../../platform/http/api-answer.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { SessionsService } from '../../sessions/sessions.service.ts';
import { OwnerUsersQuery } from '../owner-users.ts';
import { KnownClients } from './known-clients.ts';
import { OwnerSignOut } from './owner-sign-out.ts';

/** Entries of the audit log in one answer. */
const EVENTS = 50;

/** One person for the site's owner: what is known of them, their sessions and clients, and the archive of it all. */
@Controller('api/users/:id')
export class PersonController {
  readonly #logger = new Logger('Owner');

  constructor(
    private readonly users: OwnerUsersQuery,
    private readonly sessions: SessionsService,
    private readonly signOut: OwnerSignOut,
    private readonly clients: KnownClients,
    private readonly audit: AuditLog,
    private readonly archive: PersonArchive,
  ) {}

  @Get('details')
  @AdminKey()
  @ApiAnswer('One person with sessions, clients and audit log; needs ADMIN_KEY', 200, ownerUserDetails)
  async details(@Param('id') id: string): Promise<OwnerUserDetails> {
    const user = await this.users.get(id);
    if (user === undefined) throw new ApiError('not_found');
    const [sessions, clients, { events }] = await Promise.all([
      this.sessions.list(id),
      this.clients.of(id),
      this.audit.read(id, EVENTS),
    ]);
    return { user, sessions, clients, events };
  }

  @Delete('sessions')
  @AdminKey()
  @ApiAnswer('Sign a person out everywhere; needs ADMIN_KEY', 204)
  async endSessions(@Param('id') id: string): Promise<void> {
    if ((await this.users.get(id)) === undefined) throw new ApiError('not_found');
    await this.signOut.everywhere(id);
  }

  @Delete('sessions/:sid')
  @AdminKey()
  @ApiAnswer('Sign one browser of a person out; needs ADMIN_KEY', 204)
  async endSession(@Param('id') id: string, @Param('sid') sid: string): Promise<void> {
    await this.signOut.one(id, sid);
  }

  @Delete('clients/:clientId')
  @AdminKey()
  @ApiAnswer('End what a client has of a person; needs ADMIN_KEY', 204)
  async endClient(@Param('id') id: string, @Param('clientId') clientId: string): Promise<void> {
    if (!(await this.clients.end(id, clientId))) throw new ApiError('not_found');
    this.#logger.log({ event: 'security', kind: 'client_ended', user: id, client: clientId });
  }

  @Get('export')
  @AdminKey()
  @ApiAnswer('Everything that is kept of a person, as a ZIP archive; needs ADMIN_KEY', 200)
  async export(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<Buffer> {
    const archive = await this.archive.of(id);
    if (archive === undefined) throw new ApiError('not_found');
    this.#logger.log({ event: 'security', kind: 'exported', user: id });
    void reply.header('Content-Type', 'application/zip');
    void reply.header('Content-Disposition', `attachment; filename="${archive.name}"`);
    return Buffer.from(archive.bytes);
  }
}
