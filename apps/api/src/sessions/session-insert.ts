import type { SessionEndReason } from '@maqiao/shared';
import type { ExpressionBuilder, Kysely } from 'kysely';
import type { Tables } from '../platform/database/tables.ts';
import { isOrphanRefused } from '../platform/database/unavailable.ts';
import type { SessionDraft } from './session.ts';

/**
 * The insert of a session, live or revoked from the start. It is an `insert … select … from users`, so that a person
 * who was deleted meanwhile does not break a constraint; a blocked person, and one who has given way to another, gets no
 * live session.
 */
export function insertFor(
  queries: Kysely<Tables>,
  draft: SessionDraft,
  now: number,
  expiresAt: number,
  revoked: SessionEndReason | null,
) {
  return queries
    .insertInto('sessions')
    .columns([
      'sid',
      'user_id',
      'origin',
      'browser',
      'os',
      'ip',
      'region',
      'created_at',
      'last_seen_at',
      'expires_at',
      'advanced_at',
      'revoked_at',
      'revoked_reason',
      'authenticated_at',
      'amr',
    ])
    .expression((eb) => {
      const person = eb
        .selectFrom('users')
        .select([
          eb.val(draft.sid).as('sid'),
          'users.id as user_id',
          eb.val(draft.origin).as('origin'),
          eb.val(draft.browser).as('browser'),
          eb.val(draft.os).as('os'),
          eb.val(draft.ip).as('ip'),
          eb.val(draft.region).as('region'),
          eb.val(now).as('created_at'),
          eb.val(now).as('last_seen_at'),
          eb.val(expiresAt).as('expires_at'),
          eb.val(now).as('advanced_at'),
          eb.val(revoked === null ? null : now).as('revoked_at'),
          eb.val(revoked).as('revoked_reason'),
          eb.val(now).as('authenticated_at'),
          eb.val(draft.amr.join(' ')).as('amr'),
        ])
        .where('users.id', '=', draft.userId);
      return revoked === null
        ? person.where('users.blocked', '=', 0).where('users.merged_into', 'is', null)
        : person;
    });
}

/** The person's data for the page, read by the insert itself: one statement less while a browser waits. */
export function personOf(eb: ExpressionBuilder<Tables, 'sessions'>) {
  const person = eb.selectFrom('users').whereRef('users.id', '=', 'sessions.user_id');
  return [
    person.select('nickname').as('nickname'),
    person.select('avatar').as('avatar'),
    person.select('merged_subs').as('merged_subs'),
  ];
}

/** A person may be deleted between the insert's `select` and the check of its constraint. */
export async function unlessOrphan<T>(insertion: Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await insertion;
  } catch (error) {
    if (isOrphanRefused(error)) return undefined;
    throw error;
  }
}
