import type {
  ChangeClientRequest,
  ClientRequest,
  OwnerClient,
  OwnerClients,
  OwnerClientWithSecret,
  RotateSecretRequest,
} from '@maqiao/shared';
import {
  changeClientRequest,
  clientRequest,
  ownerClient,
  ownerClients,
  ownerClientWithSecret,
  rotateSecretRequest,
} from '@maqiao/shared/schemas';
import { Controller, Delete, Get, Logger, Param, Patch, Post } from '@nestjs/common';
import { AdminKey } from '../../limits/site-key.guard.ts';
import { ApiAnswer } from '../../platform/http/api-answer.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { JsonBody } from '../../platform/http/json-body.ts';
import { ClientFaults } from './client-faults.ts';
import { ClientNotChanged, ClientsService } from './clients.service.ts';

/** For the site's owner: the OpenID Connect clients. Secrets are in the answers of registering and rotating only. */
@Controller('api/clients')
@AdminKey()
export class ClientsController {
  readonly #logger = new Logger('Clients');

  constructor(private readonly clients: ClientsService) {}

  @Get()
  @ApiAnswer('OpenID Connect clients, by their ids; needs ADMIN_KEY', 200, ownerClients)
  list(): Promise<OwnerClients> {
    return this.clients.list();
  }

  @Post()
  @ApiAnswer(
    'Register a client; the only answer that holds its secret; needs ADMIN_KEY',
    201,
    ownerClientWithSecret,
  )
  async add(@JsonBody(clientRequest) request: ClientRequest): Promise<OwnerClientWithSecret> {
    const client = await orProblem(this.clients.add(request));
    this.#log('client_added', client.client_id);
    return client;
  }

  @Get(':id')
  @ApiAnswer('One client; needs ADMIN_KEY', 200, ownerClient)
  read(@Param('id') id: string): Promise<OwnerClient> {
    return orProblem(this.clients.get(id));
  }

  @Patch(':id')
  @ApiAnswer('Change what is named of a client; needs ADMIN_KEY', 200, ownerClient)
  async change(
    @Param('id') id: string,
    @JsonBody(changeClientRequest) changes: ChangeClientRequest,
  ): Promise<OwnerClient> {
    const client = await orProblem(this.clients.change(id, changes));
    this.#log('client_changed', id);
    return client;
  }

  @Delete(':id')
  @ApiAnswer('Remove a client, with its tokens; needs ADMIN_KEY', 204)
  async remove(@Param('id') id: string): Promise<void> {
    await orProblem(this.clients.remove(id));
    this.#log('client_removed', id);
  }

  @Post(':id/rotate-secret')
  @ApiAnswer(
    'A new secret; the one before is accepted for overlap_hours; needs ADMIN_KEY',
    200,
    ownerClientWithSecret,
  )
  async rotateSecret(
    @Param('id') id: string,
    @JsonBody(rotateSecretRequest) { overlap_hours: overlap }: RotateSecretRequest,
  ): Promise<OwnerClientWithSecret> {
    const client = await orProblem(this.clients.rotateSecret(id, overlap));
    this.#log('client_secret_rotated', id);
    return client;
  }

  /** Whose key it was stands in every line of the call. */
  #log(kind: string, client: string): void {
    this.#logger.log({ event: 'security', kind, client });
  }
}

/** Turns what an owner can mend into a problem document; its member `faults` has the words in both languages. */
async function orProblem<Answer>(doing: Promise<Answer>): Promise<Answer> {
  try {
    return await doing;
  } catch (error) {
    if (error instanceof ClientFaults)
      throw new ApiError('invalid_request', {
        detail: `${error.message}.`,
        members: { faults: error.faults },
      });
    if (!(error instanceof ClientNotChanged)) throw error;
    if (error.reason === 'unknown') throw new ApiError('not_found');
    const { en, zh } = error.why;
    throw new ApiError('invalid_request', {
      detail: en,
      members: { faults: [{ field: 'client_id', en, zh }] },
    });
  }
}
