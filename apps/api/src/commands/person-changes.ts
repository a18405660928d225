import type { OwnerUser } from '@maqiao/shared';
import { v7 as uuidv7 } from 'uuid';
import { AccountRows } from '../account/account-rows.ts';
import type { Settings } from '../config/settings.ts';
import { Blocking } from '../owner/blocking.ts';
import { mergeEntries, UserMerges, type MergeDone } from '../owner/merging/user-merges.ts';
import { OwnerUsersQuery } from '../owner/owner-users.ts';
import { SecurityEventsTable } from '../people/audit/security-events-table.ts';
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
 * Blocks, lets in again, deletes and merges: by the server where one runs, so that open pages learn it at once; otherwise in the
 * database. Sessions end at once in either case.
 */
export class PersonChanges {
  readonly #clock = new MachineClock();
  readonly #users: OwnerUsersQuery;
  readonly #blocking: Blocking;
  readonly #rows: AccountRows;
  readonly #merges: UserMerges;
  readonly #events: SecurityEventsTable;

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
    const identities = new IdentitiesTable(database);
    this.#users = new OwnerUsersQuery(database, identities, this.#clock, settings);
    this.#blocking = new Blocking(database, sessions, browsers, endings, outbox, this.#clock);
    this.#rows = new AccountRows(database, browsers, outbox, steps);
    this.#merges = new UserMerges(database, identities, sessions, browsers, endings, outbox, this.#clock);
    this.#events = new SecurityEventsTable(database);
  }

  /**
   * @returns why no server did it; undefined when one has
   * @throws ApiError as `UserMerges.merge`
   */
  async merge({ id }: OwnerUser, into: OwnerUser): Promise<OperatorMessage | undefined> {
    const body = { into: into.id, confirm: true };
    const call = { method: 'POST', path: `${pathOf(id)}/merge`, body } as const;
    const why = await this.#byServer(call, (person) => person?.mergedInto === into.id, id);
    if (why !== undefined) await this.#record('merged', id, await this.#merges.merge(id, into.id));
    return why;
  }

  /**
   * @returns why no server did it; undefined when one has
   * @throws ApiError as `UserMerges.undo`
   */
  async unmerge({ id }: OwnerUser): Promise<OperatorMessage | undefined> {
    const call = { method: 'DELETE', path: `${pathOf(id)}/merge` } as const;
    const why = await this.#byServer(call, (person) => person?.mergedInto === undefined, id);
    if (why === undefined) return undefined;
    const undone = await this.#merges.undo(id);
    if (undone !== undefined) await this.#record('unmerged', id, undone);
    return why;
  }

  async #record(kind: 'merged' | 'unmerged', id: string, done: MergeDone): Promise<void> {
    const at = this.#clock.now();
    const entries = mergeEntries(kind, id, done);
    await this.#events.insert(entries.map((draft) => ({ id: uuidv7({ msecs: at }), at, draft })));
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
