import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { CLIENT_KINDS, metadataOfKind, type ClientKind, type ClientRequest } from '@maqiao/shared';
import { SettingsError } from '../config/settings.ts';
import { ClientFaults, sentenceOf as sentenceOfFaults } from '../oidc/clients/client-faults.ts';
import {
  ClientNotChanged,
  DEFAULT_OVERLAP_HOURS,
  MAX_OVERLAP_HOURS,
} from '../oidc/clients/clients.service.ts';
import { ApiError } from '../platform/http/api-error.ts';
import { configureOutgoingConnections } from '../platform/http/outgoing-connections.ts';
import { localize, operatorLanguage } from '../platform/operator-messages/messages.ts';
import { failureCode } from '../platform/process/failure-code.ts';
import { details, listed, minuteOf, nameOf } from './clients-as-text.ts';
import { clientsMessages } from './clients-messages.ts';
import { calledAs } from './command-name.ts';
import { openClients } from './open-clients.ts';

// What `npm run clients` runs, on the database that .env names, whether or not the server runs: a server reads a client
// anew at each request.

/** What a person typed cannot be done; the sentence says why. */
class UsageError extends Error {}

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
  const { values, positionals } = parsed(args);
  if (values.help === true) return usage();
  const [command, id, ...more] = positionals;
  const text = (json: object, words: () => string) =>
    values.json === true ? JSON.stringify(json, null, 2) : words();

  if (command === undefined || more.length > 0) throw new UsageError(usage());
  switch (command) {
    case 'add': {
      if (id !== undefined) break;
      const request = requestOf(values);
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
    case 'rotate-secret': {
      const wanted = required(id, command);
      const hours = hoursOf(values.overlap);
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

function parsed(args: string[]) {
  return parseArgs({
    args,
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      kind: { type: 'string' },
      id: { type: 'string' },
      'redirect-uri': { type: 'string', multiple: true },
      'post-logout-redirect-uri': { type: 'string', multiple: true },
      'backchannel-logout-uri': { type: 'string' },
      'auth-method': { type: 'string' },
      scope: { type: 'string' },
      alg: { type: 'string' },
      'without-pkce': { type: 'boolean' },
      'email-domain': { type: 'string' },
      'claims-in-id-token': { type: 'boolean' },
      overlap: { type: 'string' },
      yes: { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
}

/** What was typed, by the names of RFC 7591; the registration says what is wrong with it. */
function requestOf(values: ReturnType<typeof parsed>['values']): ClientRequest {
  const { name, kind = 'website' } = values;
  if (name === undefined) throw new UsageError(localize(clientsMessages.name_wanted));
  if (!isKind(kind)) throw new UsageError(localize(clientsMessages.kind_wanted));
  const typed = {
    client_id: values.id,
    redirect_uris: values['redirect-uri'],
    post_logout_redirect_uris: values['post-logout-redirect-uri'],
    backchannel_logout_uri: values['backchannel-logout-uri'],
    token_endpoint_auth_method: values['auth-method'],
    scope: values.scope,
    id_token_signed_response_alg: values.alg,
    require_pkce: values['without-pkce'] === true ? false : undefined,
    email_domain: values['email-domain'],
    claims_in_id_token: values['claims-in-id-token'],
  };
  const given = Object.entries(typed).filter(([, value]) => value !== undefined);
  return { ...metadataOfKind(kind), ...Object.fromEntries<unknown>(given), client_name: name };
}

function isKind(text: string): text is ClientKind {
  return (CLIENT_KINDS as readonly string[]).includes(text);
}

function hoursOf(value: string | undefined): number {
  const hours = Number(value ?? DEFAULT_OVERLAP_HOURS);
  if (value?.trim() === '' || !(hours >= 0 && hours <= MAX_OVERLAP_HOURS))
    throw new UsageError(localize(clientsMessages.overlap_wanted));
  return hours;
}

function required(id: string | undefined, command: string): string {
  if (id === undefined)
    throw new UsageError(`${localize(clientsMessages.id_wanted, { command })}\n\n${usage()}`);
  return id;
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
