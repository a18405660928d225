import 'reflect-metadata';
import { SettingsError } from '../config/settings.ts';
import { ClientFaults, sentenceOf as sentenceOfFaults } from '../oidc/clients/client-faults.ts';
import { ClientNotChanged } from '../oidc/clients/clients.service.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { configureOutgoingConnections } from '../platform/http/outgoing-connections.ts';
import { localize, operatorLanguage } from '../platform/operator-messages/messages.ts';
import { failureCode } from '../platform/process/failure-code.ts';
import { details, listed, minuteOf, nameOf } from './clients-as-text.ts';
import { clientsMessages } from './clients-messages.ts';
import {
  changesToClient,
  clientToAdd,
  overlapHours,
  parseClientsArgs,
  UsageError,
} from './clients-options.ts';
import { calledAs } from './command-name.ts';
import { openClients } from './open-clients.ts';

// What `npm run clients` runs, on the database that .env names, whether or not the server runs: a server reads a client
// anew at each request.

const CALLED = { command: calledAs('clients') };

// Whoever reads has read enough: head, or a pager that was left.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  throw error;
});

configureOutgoingConnections();
try {
  await write(process.stdout, await run(process.argv.slice(2)));
} catch (error) {
  const reason = reasonOf(error);
  if (reason === undefined) throw error;
  await write(process.stderr, reason);
  process.exitCode = 1;
}
process.exit(); // the connections to the database would keep the process for a while

/** @returns what is printed */
async function run(args: string[]): Promise<string> {
  const { values, positionals } = parseClientsArgs(args);
  if (values.help === true) return usage();
  const [command, id, ...more] = positionals;
  const text = (json: object, words: () => string) =>
    values.json === true ? JSON.stringify(json, null, 2) : words();

  if (command === undefined || more.length > 0) throw new UsageError(usage());
  switch (command) {
    case 'add': {
      if (id !== undefined) break;
      const request = clientToAdd(values);
      const { clients, publicUrl } = await openClients();
      const added = await clients.add(request);
      const registered = localize(clientsMessages.registered, { name: nameOf(added) });
      return text(added, () =>
        [
          registered,
          '',
          details(added, publicUrl),
          ...(added.client_secret === undefined ? [] : ['', localize(clientsMessages.secret_once)]),
        ].join('\n'),
      );
    }
    case 'list': {
      if (id !== undefined) break;
      const all = await (await openClients()).clients.list();
      return text(all, () => listed(all.clients));
    }
    case 'show': {
      const wanted = required(id, command);
      const { clients, publicUrl } = await openClients();
      const client = await clients.get(wanted);
      return text(client, () => details(client, publicUrl));
    }
    case 'update': {
      const wanted = required(id, command);
      const changes = changesToClient(values);
      const { clients, publicUrl } = await openClients();
      const changed = await clients.change(wanted, changes).catch(orNotChanged);
      const isWithoutSecret = changed.token_endpoint_auth_method !== 'none' && changed.secrets.length === 0;
      return text(changed, () =>
        [
          localize(clientsMessages.changed, { name: nameOf(changed) }),
          '',
          details(changed, publicUrl),
          ...(isWithoutSecret
            ? ['', localize(clientsMessages.secret_missing, { id: wanted, ...CALLED })]
            : []),
        ].join('\n'),
      );
    }
    case 'rotate-secret': {
      const wanted = required(id, command);
      const hours = overlapHours(values);
      const rotated = await (await openClients()).clients.rotateSecret(wanted, hours);
      const before = rotated.secrets[1];
      return text(rotated, () =>
        [
          `${localize(clientsMessages.rotated, { name: nameOf(rotated) })} ${
            before === undefined
              ? localize(clientsMessages.rotated_now)
              : localize(clientsMessages.rotated_until, { time: minuteOf(before.expires_at) })
          }`,
          '',
          rotated.client_secret,
          '',
          localize(clientsMessages.secret_once),
        ].join('\n'),
      );
    }
    case 'remove': {
      const wanted = required(id, command);
      const { clients } = await openClients();
      const client = await clients.get(wanted);
      const facts = { name: nameOf(client), id: wanted };
      if (values.yes !== true)
        throw new UsageError(localize(clientsMessages.remove_wants_yes, { ...facts, ...CALLED }));
      await clients.remove(wanted);
      return text({ removed: wanted }, () => localize(clientsMessages.client_removed, facts));
    }
  }
  throw new UsageError(usage());
}

function required(id: string | undefined, command: string): string {
  if (id === undefined)
    throw new UsageError(`${localize(clientsMessages.id_wanted, { command })}\n\n${usage()}`);
  return id;
}

/** @throws UsageError with what is wrong with the changed client; anything else as it is */
function orNotChanged(error: unknown): never {
  if (!(error instanceof ClientFaults)) throw error;
  throw new UsageError(localize(clientsMessages.not_changed, { faults: sentenceOfFaults(error.faults) }));
}

function usage(): string {
  return localize(clientsMessages.clients_usage, CALLED);
}

/** What an operator can mend, in a sentence; undefined when it is a fault of ours. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof UsageError || error instanceof SettingsError) return error.message;
  if (error instanceof ClientFaults)
    return localize(clientsMessages.not_registered, { faults: sentenceOfFaults(error.faults) });
  if (error instanceof ClientNotChanged) return error.why[operatorLanguage()];
  if (error instanceof ApiError) return error.operatorHint ?? error.detail;
  return failureCode(error).startsWith('ERR_PARSE_ARGS') ? usage() : undefined;
}

function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => stream.write(`${text}\n`, () => resolve()));
}
