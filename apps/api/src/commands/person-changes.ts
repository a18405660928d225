import type { OwnerUser } from '@maqiao/shared';
import { AccountRows } from '../account/account-rows.ts';
import type { Settings } from '../config/settings.ts';
import { Blocking } from '../owner/blocking.ts';
import { OwnerUsersQuery } from '../owner/owner-users.ts';
import { IdentitiesTable } from '../people/identities/identities-table.ts';
import { KnownBrowsersTable } from '../people/known-browsers/known-browsers-table.ts';
import { MachineClock } from '../platform/clock/clock.ts';
import type { Database } from '../platform/database/database.ts';
import { message, type OperatorMessage } from '../platform/operator-messages/messages.ts';
import { usersMessages } from './users-messages.ts';
import { deleteGrants, queueLogoutTokens } from '../oidc/logout/queue-logout-tokens.ts';
import { EndingSteps } from '../sessions/ending-steps.ts';
import { LocalSessionEndings } from '../sessions/session-endings.ts';
import { SessionsTable } from '../sessions/sessions-table.ts';
import { WebhookOutbox } from '../webhooks/webhook-outbox.ts';
import { askServer } from './ask-server.ts';

/**
 * Blocks, lets in again and deletes: by the server where one runs, so that open pages learn it at once; otherwise in the
 * database. Sessions end at once in either case.
 */
export class PersonChanges {
  readonly #clock = new MachineClock();
  readonly #users: OwnerUsersQuery;
  readonly #blocking: Blocking;
  readonly #rows: AccountRows;

  constructor(
    database: Database,
    private readonly settings: Settings,
  ) {
    const outbox = new WebhookOutbox(this.#clock, settings);
    const steps = new EndingSteps();
    // As the server does. The next server that runs sends the logout tokens.
    steps.add(async (queries, end) => {
      await deleteGrants(queries, end);
      await queueLogoutTokens(queries, end, this.#clock.now());
    });
    const sessions = new SessionsTable(database, outbox, steps);
    const browsers = new KnownBrowsersTable(database);
    const endings = new LocalSessionEndings();
    this.#users = new OwnerUsersQuery(database, new IdentitiesTable(database), this.#clock, settings);
    this.#blocking = new Blocking(database, sessions, browsers, endings, outbox, this.#clock);
    this.#rows = new AccountRows(database, browsers, outbox, steps);
  }

  /** @returns why no server did it; undefined when one has */
  async setBlocked({ id }: OwnerUser, blocked: boolean): Promise<OperatorMessage | undefined> {
    const call = { method: 'PATCH', path: pathOf(id), body: { blocked } } as const;
    const why = await this.#byServer(call, (person) => person?.blocked === blocked, id);
    if (why !== undefined) await this.#blocking.set(id, blocked);
    return why;
  }

  /** @returns why no server did it; undefined when one has */
  async delete({ id }: OwnerUser): Promise<OperatorMessage | undefined> {
    const why = await this.#byServer(
      { method: 'DELETE', path: pathOf(id) },
      (person) => person === undefined,
      id,
    );
    // Scenes are not rejected from here: the delivery of a scene that they have scanned finds no person.
    if (why !== undefined) await this.#rows.delete(id, this.#clock.now(), Number.MAX_SAFE_INTEGER);
    return why;
  }

  /** Whether the server made the change in this database: a server of another database may listen there. */
  async #byServer(
    call: Parameters<typeof askServer>[1],
    isDone: (person: OwnerUser | undefined) => boolean,
    id: string,
  ): Promise<OperatorMessage | undefined> {
    const why = await askServer(this.settings, call);
    if (why !== undefined) return why;
    return isDone(await this.#users.get(id)) ? undefined : message(usersMessages.server_of_other_database);
  }
}

const pathOf = (id: string) => `/api/users/${encodeURIComponent(id)}`;
