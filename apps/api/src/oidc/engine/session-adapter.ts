import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Session } from '../../sessions/session.ts';
import type { SessionsService } from '../../sessions/sessions.service.ts';
import type { ClientSession, ClientSessionsTable } from './client-sessions-table.ts';
import type { EngineIds } from './engine-ids.ts';
import { ENGINE_ROUTES } from './engine-options.ts';
import { currentOidcCall, oncePerCall, type OidcCall } from './oidc-call.ts';
import type { RecordsAdapter } from './records-adapter.ts';

/** What of an engine's session has no place in ours: the secret of the form that is open in the browser. */
type Remembered = Pick<AdapterPayload, 'state'>;

/**
 * The engine's sessions are ours, seen by it: made from the row of `sessions` at every look, so that one never outlives
 * the other, and `prompt=none` works after any restart. Their uid is our sid. A browser that nobody is signed in with
 * has a record of its own, for the forms that the engine shows it.
 */
export class SessionAdapter implements Adapter {
  /** Which clients take part already, by the session of a request: those need not join. */
  readonly #taking = new WeakMap<Session, readonly ClientSession[]>();

  constructor(
    private readonly records: RecordsAdapter,
    private readonly sessions: SessionsService,
    private readonly clients: ClientSessionsTable,
    private readonly ids: EngineIds,
    private readonly clock: Clock,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresIn?: number): Promise<void> {
    const call = currentOidcCall();
    const session = call?.session;
    if (session === undefined || payload.accountId === undefined) {
      // Nobody's: whoever signs in meanwhile goes on with the session of their own.
      if (payload.accountId === undefined) await this.records.upsert(id, payload, expiresIn);
      return;
    }
    const { state } = payload;
    // Not `id`: the engine gives its session a new one when somebody has signed in.
    const own = () => this.ids.sessionCookie(session.sid);
    if (state !== undefined) await this.records.upsert(own(), { state }, expiresIn);
    else if (showsForms(call)) await this.records.destroy(own());
    // What a device is let into hangs on the person, and not on the session of the browser that let it in.
    if (isOf(call, ENGINE_ROUTES.code_verification)) return;
    const taking = this.#taking.get(session) ?? [];
    for (const [clientId, { persistsLogout }] of Object.entries(payload.authorizations ?? {})) {
      const offline = persistsLogout === true;
      if (!taking.some((one) => one.clientId === clientId && (one.offline || !offline)))
        await this.clients.join(session.sid, clientId, offline);
    }
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const call = currentOidcCall();
    const session = call?.session;
    if (session !== undefined && id === this.ids.sessionCookie(session.sid))
      return this.#payloadOf(id, session, showsForms(call) ? await this.records.find(id) : undefined);
    const record = await this.records.find(id);
    return record?.uid === undefined ? undefined : record;
  }

  /** For the tokens of a session, which are checked several times in a request. No form is shown there. */
  findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return oncePerCall(`session ${uid}`, async () => {
      const session = await this.sessions.living(uid);
      return session && this.#payloadOf(this.ids.sessionCookie(uid), session, undefined);
    });
  }

  findByUserCode(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  consume(): Promise<void> {
    return Promise.resolve();
  }

  /** The session itself is ended by whoever has seen the sign-out through: see session-bridge.ts. */
  destroy(id: string): Promise<void> {
    return this.records.destroy(id);
  }

  revokeByGrantId(): Promise<void> {
    return Promise.resolve();
  }

  async #payloadOf(
    id: string,
    session: Session,
    remembered: Remembered | undefined,
  ): Promise<AdapterPayload> {
    const { sid } = session;
    const taking = await this.clients.of(sid);
    this.#taking.set(session, taking);
    const authorizations = taking.map(({ clientId, offline }) => [
      clientId,
      {
        sid: this.ids.clientSid(sid, clientId),
        grantId: this.ids.grant(sid, clientId),
        ...(offline && { persistsLogout: true }),
      },
    ]);
    return {
      kind: 'Session',
      jti: id,
      uid: sid,
      accountId: session.userId,
      loginTs: Math.floor(session.authenticatedAt / 1000),
      amr: [...session.amr],
      iat: Math.floor(session.createdAt / 1000),
      // The time of ours is in the clock of ours, which the engine does not know.
      exp: Math.floor((Date.now() + session.expiresAt - this.clock.now()) / 1000),
      authorizations: Object.fromEntries(authorizations) as NonNullable<AdapterPayload['authorizations']>,
      ...(remembered?.state !== undefined && { state: remembered.state }),
    };
  }
}

/** An authorization request shows no form of the engine, and leaves one alone that is open in another tab. */
function showsForms(call: OidcCall | undefined): boolean {
  return !isOf(call, ENGINE_ROUTES.authorization);
}

function isOf(call: OidcCall | undefined, route: string): boolean {
  return call?.request.url.startsWith(route) === true;
}
