import type { AccountChange, SessionEndReason, SessionSummary } from '@maqiao/shared';
import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../platform/http/api-error.ts';
import { Clock } from '../platform/clock/clock.ts';
import { localize } from '../platform/operator-messages/messages.ts';
import { sessionMessages } from './session-messages.ts';
import { SETTINGS, type Settings } from '../config/settings.ts';
import { AuditLog } from '../people/audit/audit-log.ts';
import { KnownBrowsers } from '../people/known-browsers/known-browsers.ts';
import { CookieValues, type CookieValue } from './cookie-values.ts';
import { AccountChanges } from './account-changes.ts';
import { SessionEndings } from './session-endings.ts';
import { sessionSummary } from './session-summary.ts';
import { SessionsTable } from './sessions-table.ts';
import { endingAuditEntry, type Ending, type OwnEnding } from './ending-audit-entry.ts';
import {
  toSession,
  type Session,
  type SessionDraft,
  type SessionEndListener,
  type SessionPerson,
} from './session.ts';
import { ACCESS_TOKEN_SECONDS } from './tokens/access-token-rules.ts';

/** Uses without a new cookie are written down once in this time: a page of an app asks for a hundred files. */
const USE_COUNTS_AGAIN_MS = 60_000;

/** How long the previous cookie is accepted: two tabs at once, or an answer that was lost. */
const PREVIOUS_COOKIE_GRACE_MS = 30_000;

/** Signed-in browsers: every change is one conditional statement, so any number of instances may act at once. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly table: SessionsTable,
    private readonly cookies: CookieValues,
    private readonly endings: SessionEndings,
    private readonly changes: AccountChanges,
    private readonly audit: AuditLog,
    private readonly browsers: KnownBrowsers,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * Makes a session, for one access token's life until it is claimed. A second call with its sid finds it. Called by
   * `CompleteSignIn` alone, which enters the sign-in in the audit log.
   * @returns not `live` when it was revoked or forbidden, or its person is deleted or blocked; the `person` of a session
   * that was made now
   */
  async establish(draft: SessionDraft): Promise<{ live: boolean; person?: SessionPerson }> {
    const now = this.clock.now();
    const person = await this.table.insert(draft, now, now + ACCESS_TOKEN_SECONDS * 1000);
    if (person) return { live: true, person };
    const row = await this.table.find(draft.sid);
    return { live: row !== undefined && row.revoked_at === null };
  }

  /**
   * Ends a session, or prevents it from being made: a delivery at the same moment finds it revoked.
   * Listeners are called if it was live.
   */
  async forbid(draft: SessionDraft, reason: SessionEndReason): Promise<void> {
    if (await this.table.forbid(draft, reason, this.clock.now())) await this.#end([draft], { reason });
  }

  /**
   * Takes the cookie of an established session. Called again before the first refresh (an answer was lost), it
   * returns a new cookie in place of the unused one.
   * @returns the cookie's value
   * @throws ApiError `access_denied` when revoked or unknown, `scene_closed` once a cookie was used or too late
   */
  async claim(sid: string): Promise<string> {
    const now = this.clock.now();
    const counter = await this.table.claim(sid, now, this.settings.sessions);
    if (counter !== undefined) return this.cookies.issue({ sid, counter });
    const row = await this.table.find(sid);
    throw new ApiError(row === undefined || row.revoked_at !== null ? 'access_denied' : 'scene_closed');
  }

  /**
   * Exchanges a cookie for the next one. The previous one gets the current one again for 30 s; an
   * older one must have been copied, and ends the session.
   * @throws ApiError `no_session` when not ours, unknown or expired; `session_revoked` when ended, before or now
   */
  async refresh(value: string): Promise<{ session: Session; cookieValue: string }> {
    const presented = this.cookies.open(value);
    if (presented === undefined) throw new ApiError('no_session');
    const now = this.clock.now();
    const row =
      (await this.table.advance(presented, now, this.settings.sessions)) ??
      (await this.#forgiven(presented, now));
    const cookieValue = this.cookies.issue({ sid: row.sid, counter: row.cookie_counter });
    return { session: toSession(row), cookieValue };
  }

  /** The session a cookie value that we issued belongs to; undefined for any other text. */
  sidOf(value: string): string | undefined {
    return this.cookies.open(value)?.sid;
  }

  /**
   * The session that a browser with this cookie value is signed in with: one read by primary key. Undefined when it has
   * ended, its person is blocked, or the cookie is an old one, which may have been copied.
   */
  async livingOf(value: string): Promise<Session | undefined> {
    const presented = this.cookies.open(value);
    if (presented === undefined) return undefined;
    const row = await this.table.findWithPerson(presented.sid);
    if (row === undefined || !this.#lives(row) || row.blocked !== 0) return undefined;
    return presented.counter >= row.cookie_counter - 1 ? toSession(row) : undefined;
  }

  /** The session of this id, if it lives and its person may use it: one read by primary key. */
  async living(sid: string): Promise<Session | undefined> {
    const row = await this.table.findWithPerson(sid);
    return row === undefined || !this.#lives(row) || row.blocked !== 0 ? undefined : toSession(row);
  }

  /** Counts as a use of the session, without a new cookie. */
  async touch({ sid, lastSeenAt }: Session): Promise<void> {
    const now = this.clock.now();
    if (now - lastSeenAt >= USE_COUNTS_AGAIN_MS) await this.table.touch(sid, now, this.settings.sessions);
  }

  /**
   * The person of a living session has proven again who they are: it goes on, with a new cookie.
   * @param amr how, by the values of RFC 8176
   * @returns the cookie's value; undefined when the session has ended
   */
  async proveAgain(sid: string, amr: readonly string[]): Promise<string | undefined> {
    const counter = await this.table.proveAgain(sid, amr.join(' '), this.clock.now(), this.settings.sessions);
    return counter === undefined ? undefined : this.cookies.issue({ sid, counter });
  }

  /**
   * Keeps a session for the site's own backend: for so many seconds from now, and no longer than SESSION_MAX_DAYS from
   * the sign-in. The person sees it among their signed-in browsers for as long, and can end it.
   * @returns the session, with its end
   * @throws ApiError `invalid_request` for more than SESSION_MAX_DAYS; `session_ended` when it has ended, is not known,
   * or has lived as long as it may
   */
  async keep(sid: string, seconds: number): Promise<Session> {
    const { max } = this.settings.sessions;
    if (seconds * 1000 > max)
      throw new ApiError('invalid_request', {
        detail: `expiresIn: must be at most ${max / 1000}, which is SESSION_MAX_DAYS`,
      });
    const now = this.clock.now();
    const row = await this.table.keep(sid, now + seconds * 1000, now, this.settings.sessions);
    if (row === undefined) throw new ApiError('session_ended');
    return toSession(row);
  }

  /** Ends one session. Nothing happens when it has ended already, or never was. */
  async revoke(sid: string, reason: SessionEndReason): Promise<void> {
    await this.#end(await this.#revoke({ sid }, reason), { reason });
  }

  /** Ends every session of a person, but for one when it is named. None of their browsers is known any more. */
  async revokeAll(userId: string, reason: SessionEndReason, exceptSid?: string): Promise<void> {
    const ended = await this.#revoke({ userId, exceptSid }, reason);
    await this.browsers.forgetAll(userId);
    await this.#end(ended, { reason, everywhere: true });
  }

  /**
   * Ends a session of this person, as they ask for.
   * @throws ApiError `not_found` when there is none, also for a session of another person
   */
  async revokeOwn(userId: string, sid: string, { why, by = 'phone' }: OwnEnding = {}): Promise<void> {
    const row = await this.table.find(sid);
    if (row?.user_id !== userId) throw new ApiError('not_found');
    const ended = await this.#revoke({ sid }, 'revoked');
    if (why === 'not_me') await this.browsers.disown(userId, sid);
    await this.#end(ended, { reason: 'revoked', notMe: why === 'not_me', by });
  }

  /** Notifies the browsers of sessions that were deleted with their person. */
  tellDeleted(sids: readonly string[]): void {
    for (const sid of sids) this.endings.publish(sid, 'account_deleted');
  }

  /** Tells every signed-in browser of a person that a way to sign in was added or removed. */
  async tellAccountChanged(userId: string, change: AccountChange): Promise<void> {
    const rows = await this.table.live(userId, this.clock.now());
    this.changes.publish(
      rows.map(({ sid }) => sid),
      change,
    );
  }

  /** The live sessions of a person, last seen first, with whole addresses: for this person only. */
  async list(userId: string, currentSid?: string): Promise<SessionSummary[]> {
    const rows = await this.table.live(userId, this.clock.now());
    return rows.map((row) => sessionSummary(toSession(row), currentSid, this.settings));
  }

  /**
   * The session of a token, if it lives: one read by primary key.
   * @throws ApiError `session_revoked`, or `login_blocked` when the owner has blocked its person
   */
  async requireLive(sid: string): Promise<Session> {
    const row = await this.table.findWithPerson(sid);
    if (row === undefined || row.blocked === null || !this.#lives(row)) throw new ApiError('session_revoked');
    if (row.blocked !== 0) throw new ApiError('login_blocked');
    return toSession(row);
  }

  /** Calls the listener for every session that ends before its time, on any instance. @returns ends the subscription */
  onEnded(listener: SessionEndListener): () => void {
    return this.endings.subscribe(listener);
  }

  /** Calls the listener when endings on other instances may have been lost. @returns ends the subscription */
  onEndingsLost(listener: () => void): () => void {
    return this.endings.onLost(listener);
  }

  #lives(row: { revoked_at: number | null; expires_at: number }): boolean {
    return row.revoked_at === null && row.expires_at > this.clock.now();
  }

  async #forgiven({ sid, counter }: CookieValue, now: number) {
    const row = await this.table.find(sid);
    if (row === undefined) throw new ApiError('no_session');
    if (row.revoked_at !== null) throw new ApiError('session_revoked');
    if (row.expires_at <= now) throw new ApiError('no_session');
    if (counter === row.cookie_counter - 1 && now - row.advanced_at < PREVIOUS_COOKIE_GRACE_MS) return row;
    await this.revoke(sid, 'refresh_reuse');
    throw new ApiError('session_revoked', {
      operatorHint: localize(sessionMessages.old_cookie),
    });
  }

  async #revoke(which: Parameters<SessionsTable['revoke']>[0], reason: SessionEndReason) {
    return (await this.table.revoke(which, reason, this.clock.now())).map(toSession);
  }

  async #end(ended: readonly SessionDraft[], ending: Ending): Promise<void> {
    for (const { sid } of ended) this.endings.publish(sid, ending.reason);
    const entries = ended
      .map((session) => endingAuditEntry(session, ending))
      .filter((entry) => entry !== undefined);
    await Promise.all(entries.map((entry) => this.audit.record(entry)));
  }
}
