import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type {
  ChangeClientRequest,
  ClientRequest,
  OwnerClient,
  OwnerClients,
  OwnerClientWithSecret,
} from '@maqiao/shared';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { message, type OperatorMessage } from '../../platform/operator-messages/messages.ts';
import { checkClient, ClientFaults, faultOf } from './client-faults.ts';
import { clientMessages } from './client-messages.ts';
import { isConfidential, type ClientMetadata } from './client-metadata.ts';
import type { Client, ClientSecretTimes } from './client.ts';
import { ClientsTable } from './clients-table.ts';

/** For how long the secret of before is accepted beside a new one, unless the owner says otherwise. */
export const DEFAULT_OVERLAP_HOURS = 24;
export const MAX_OVERLAP_HOURS = 720;

const HOUR = 3_600_000;

/** A client that is asked for, and is not there or cannot be changed; `why` says which, in both languages. */
export class ClientNotChanged extends Error {
  constructor(
    readonly reason: 'unknown' | 'of_file' | 'no_secret',
    readonly why: OperatorMessage,
  ) {
    super(why.en);
  }
}

/** What owners do with clients: by the API, `npm run clients`, and /admin. */
@Injectable()
export class ClientsService {
  constructor(
    private readonly table: ClientsTable,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** All of them, by their ids. */
  async list(): Promise<OwnerClients> {
    const [clients, secrets] = [await this.table.all(), await this.table.secretTimes()];
    return { issuer: this.settings.publicUrl, clients: clients.map((client) => shown(client, secrets)) };
  }

  /** @throws ClientNotChanged when there is none */
  async get(id: string): Promise<OwnerClient> {
    return shown(await this.#known(id), await this.table.secretTimes(id));
  }

  /**
   * Registers a client. Its secret is in this answer, and never again.
   * @throws ClientFaults
   */
  async add(request: ClientRequest): Promise<OwnerClientWithSecret> {
    const metadata = checkClient({ ...request, client_id: request.client_id ?? newId() }, this.#reservedIds);
    const secret = isConfidential(metadata) ? newSecret() : undefined;
    if (!(await this.table.insert(metadata, 'owner', secret)))
      throw new ClientFaults(faultOf('client_id', clientMessages.id_taken));
    return withSecret(await this.get(metadata.client_id), secret);
  }

  /**
   * Changes what is named, and leaves the rest. One that becomes public loses its secrets; one that becomes
   * confidential has none before {@link rotateSecret}.
   * @throws ClientFaults, ClientNotChanged
   */
  async change(id: string, changes: ChangeClientRequest): Promise<OwnerClient> {
    const { metadata } = await this.#changeable(id);
    // What is taken back is as if it had never been said; response types follow from the grant types.
    const said = { ...metadata, response_types: null, ...changes, client_id: id };
    const given = Object.entries(said).filter(([, value]) => value !== null && value !== undefined);
    const changed = Object.fromEntries<unknown>(given);
    if (!(await this.table.replace(checkClient(changed, this.#reservedIds)))) throw unknown(id);
    return this.get(id);
  }

  /**
   * Makes a new secret. It is in this answer, and never again; the one before it is accepted for so many hours.
   * @throws ClientNotChanged
   */
  async rotateSecret(id: string, overlapHours = DEFAULT_OVERLAP_HOURS): Promise<OwnerClientWithSecret> {
    const { metadata } = await this.#changeable(id);
    if (!isConfidential(metadata))
      throw new ClientNotChanged('no_secret', message(clientMessages.no_secret, { id }));
    const secret = newSecret();
    if (!(await this.table.addSecret(id, secret, this.clock.now() + overlapHours * HOUR))) throw unknown(id);
    return withSecret(await this.get(id), secret);
  }

  /**
   * Removes a client, with its secrets, tokens and what people agreed to.
   * @throws ClientNotChanged
   */
  async remove(id: string): Promise<void> {
    await this.#changeable(id);
    if (!(await this.table.remove(id))) throw unknown(id);
  }

  async #known(id: string): Promise<Client> {
    const client = await this.table.find(id);
    if (client === undefined) throw unknown(id);
    return client;
  }

  async #changeable(id: string): Promise<Client> {
    const client = await this.#known(id);
    if (client.source === 'file')
      throw new ClientNotChanged('of_file', message(clientMessages.of_the_file, { id }));
    return client;
  }

  get #reservedIds(): readonly string[] {
    return reservedClientIds(this.settings);
  }
}

/** The audiences of Maqiao's own tokens: a client with such an id could be taken for that site, or for the phone. */
export function reservedClientIds({ publicUrl, corsOrigins }: Settings): readonly string[] {
  return ['mini-program', publicUrl, ...corsOrigins];
}

function unknown(id: string): ClientNotChanged {
  return new ClientNotChanged('unknown', message(clientMessages.unknown_client, { id }));
}

/** It is no secret, and is to be typed: letters and digits only. */
function newId(): string {
  return `client-${randomBytes(8).toString('hex')}`;
}

function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

function withSecret(client: OwnerClient, secret: string | undefined): OwnerClientWithSecret {
  return secret === undefined ? client : { ...client, client_secret: secret };
}

function shown({ metadata, ...client }: Client, secrets: readonly ClientSecretTimes[]): OwnerClient {
  return {
    ...shownMetadata(metadata),
    client_id_issued_at: seconds(client.createdAt),
    updated_at: seconds(client.updatedAt),
    source: client.source,
    secrets: secrets
      .filter(({ clientId }) => clientId === metadata.client_id)
      .map(({ createdAt, expiresAt }) => ({
        created_at: seconds(createdAt),
        expires_at: expiresAt === null ? 0 : seconds(expiresAt),
      })),
  };
}

function shownMetadata(metadata: ClientMetadata) {
  return {
    ...metadata,
    grant_types: [...metadata.grant_types],
    response_types: [...metadata.response_types],
  };
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
