import { readFileSync, statSync } from 'node:fs';
import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { ClientFault } from '@maqiao/shared';
import { isGuessableText } from '../../config/guessable.ts';
import { SETTINGS, SettingsError, type Settings } from '../../config/settings.ts';
import { fromRepository } from '../../platform/database/database-location.ts';
import { localize, message, type InBoth } from '../../platform/operator-messages/messages.ts';
import { failureCode } from '../../platform/process/failure-code.ts';
import { checkClient, ClientFaults, faultOf, sentenceOf } from './client-faults.ts';
import { clientMessages, MEMBER_WANTS } from './client-messages.ts';
import { isConfidential, type ClientMetadata } from './client-metadata.ts';
import { reservedClientIds } from './clients.service.ts';
import { ClientsTable } from './clients-table.ts';

const EXAMPLE = '[{ "client_id": "shop", "client_name": "Shop", … }]';
const LARGEST_BYTES = 1024 * 1024;

/** A client of the file, checked. */
export interface FileClient {
  readonly metadata: ClientMetadata;
  /** Of a confidential client. */
  readonly secret: string | undefined;
}

/** At each start the clients of CLIENTS_FILE are those of the database whose `source` is `file`. */
@Injectable()
export class ClientsFile implements OnModuleInit {
  readonly #logger = new Logger('Clients');

  constructor(
    private readonly table: ClientsTable,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @throws SettingsError that names the file, the client and its field */
  async onModuleInit(): Promise<void> {
    const { clientsFile } = this.settings;
    const path = clientsFile === undefined ? undefined : fromRepository(clientsFile);
    const wanted = path === undefined ? [] : readClientsFile(path, reservedClientIds(this.settings));
    for (const { metadata, secret } of wanted) {
      if (await this.table.putOfFile(metadata, secret)) continue;
      const fault = faultOf('client_id', clientMessages.id_of_owner);
      throw fileFault(path ?? '', metadata.client_id, fault);
    }
    const ids = new Set(wanted.map(({ metadata }) => metadata.client_id));
    for (const { metadata, source } of await this.table.all()) {
      const id = metadata.client_id;
      if (source !== 'file' || ids.has(id)) continue;
      if (await this.table.remove(id)) this.#logger.warn(localize(clientMessages.file_client_gone, { id }));
    }
  }
}

/**
 * Reads CLIENTS_FILE: a JSON array of clients by the names of RFC 7591.
 * @param path absolute
 * @throws SettingsError at the first fault
 */
export function readClientsFile(path: string, reservedIds: readonly string[]): FileClient[] {
  const given = parsed(path);
  if (!Array.isArray(given)) throw noList(path);
  const seen = new Set<string>();
  return given.map((one: unknown, index) => {
    const called = idOf(one) ?? message(clientMessages.client_number, { n: index + 1 });
    try {
      const client = fileClient(one, reservedIds);
      const { client_id: id } = client.metadata;
      if (seen.has(id)) throw new ClientFaults(faultOf('client_id', clientMessages.id_twice));
      seen.add(id);
      return client;
    } catch (error) {
      if (error instanceof ClientFaults) throw fileFault(path, called, ...error.faults);
      throw error;
    }
  });
}

function fileClient(given: unknown, reservedIds: readonly string[]): FileClient {
  const { client_secret: secret, ...rest } = asObject(given);
  const metadata = checkClient(rest, reservedIds);
  if (!isConfidential(metadata)) {
    if (secret === undefined) return { metadata, secret };
    throw new ClientFaults(faultOf('client_secret', clientMessages.secret_public));
  }
  if (secret === undefined) throw new ClientFaults(faultOf('client_secret', clientMessages.missing));
  if (typeof secret === 'string' && /^[\x21-\x7e]{32,512}$/.test(secret) && !isGuessableText(secret))
    return { metadata, secret };
  const why = message(clientMessages.must_be, { wants: MEMBER_WANTS.client_secret });
  throw new ClientFaults(faultOf('client_secret', why));
}

function asObject(given: unknown): Record<string, unknown> {
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) return { ...given };
  throw new ClientFaults(faultOf('client', clientMessages.no_object));
}

/** The id as it may be shown in a sentence. */
function idOf(given: unknown): string | undefined {
  if (typeof given !== 'object' || given === null || !('client_id' in given)) return undefined;
  const { client_id: id } = given;
  return typeof id === 'string' && /^[\x21-\x7e]{1,128}$/.test(id) ? id : undefined;
}

function fileFault(path: string, client: string | InBoth, ...faults: readonly ClientFault[]): SettingsError {
  return new SettingsError(
    message(clientMessages.file_fault, { path, client, fault: sentenceOf(faults.slice(0, 1)) }),
  );
}

function parsed(path: string): unknown {
  let text: string;
  try {
    if (statSync(path).size > LARGEST_BYTES)
      throw new SettingsError(message(clientMessages.file_too_large, { path }));
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof SettingsError) throw error;
    const failure = failureCode(error);
    if (failure === 'ENOENT') throw new SettingsError(message(clientMessages.file_missing, { path }));
    throw new SettingsError(message(clientMessages.file_not_read, { path, failure }));
  }
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    throw noList(path);
  }
}

function noList(path: string): SettingsError {
  return new SettingsError(message(clientMessages.file_no_list, { path, example: EXAMPLE }));
}
