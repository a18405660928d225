import { message } from '../operator-messages/messages.ts';
import { databaseMessages } from './database-messages.ts';
import { SettingsError } from '../../config/settings.ts';
import type { DatabaseLocation } from './database-location.ts';
import { postgresFailureOf } from './postgres-failure.ts';
import { startFailureOf, unmapped } from './unavailable.ts';

/** Converts the error of a start to a SettingsError with what to do; a bug of ours is returned unchanged. */
export function startError({ dialect }: DatabaseLocation, error: unknown): unknown {
  if (dialect === 'postgres') {
    const known = postgresFailureOf(unmapped(error));
    if (known !== undefined) return new SettingsError(known);
  }
  const failure = startFailureOf(error);
  if (failure === undefined) return error;
  if (dialect === 'postgres')
    return new SettingsError(message(databaseMessages.postgres_not_opened, { failure }));
  const damaged = /^SQLITE_(NOTADB|CORRUPT)/.test(failure);
  return new SettingsError(
    message(damaged ? databaseMessages.sqlite_damaged : databaseMessages.sqlite_not_opened, { failure }),
  );
}

/** A migrated database. */
