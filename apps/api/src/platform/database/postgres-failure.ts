import { failureCode } from '../process/failure-code.ts';
import type { MessageName } from '../operator-messages/operator-words.ts';

/** Sentences of a start that have one place: the code that the driver or the server gave. */
export type PostgresFailure = Extract<MessageName, `postgres_${string}`> &
  (
    | 'postgres_not_opened'
    | 'postgres_password_wrong'
    | 'postgres_password_missing'
    | 'postgres_database_missing'
    | 'postgres_not_admitted'
    | 'postgres_wants_tls'
    | 'postgres_without_tls'
    | 'postgres_certificate_unknown'
    | 'postgres_certificate_wrong'
    | 'postgres_certificate_file'
    | 'postgres_rights_missing'
    | 'postgres_read_only'
    | 'postgres_disk_full'
    | 'postgres_connections_used_up'
  );

/** SQLSTATE (PostgreSQL, appendix A), and what Node's TLS refuses a certificate with. */
const BY_CODE: readonly (readonly [RegExp, PostgresFailure])[] = [
  [/^28P01$/, 'postgres_password_wrong'],
  [/^28...$/, 'postgres_not_admitted'],
  [/^3D000$/, 'postgres_database_missing'],
  [/^(42501|3F000)$/, 'postgres_rights_missing'],
  [/^25006$/, 'postgres_read_only'],
  [/^53100$/, 'postgres_disk_full'],
  [/^53300$/, 'postgres_connections_used_up'],
  [
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?)$/,
    'postgres_certificate_unknown',
  ],
  [/^(ERR_TLS_CERT_ALTNAME_INVALID|CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/, 'postgres_certificate_wrong'],
];

/** What the driver throws without a code. */
const BY_WORDS: readonly (readonly [RegExp, PostgresFailure, string])[] = [
  [/^SASL: .*client password must be/, 'postgres_password_missing', '28P01'],
  [/server does not support SSL/, 'postgres_without_tls', 'TLS'],
];

/** What PgBouncer says with the one code that it has for everything (08P01), in English always. */
const POOLER_WORDS: readonly (readonly [RegExp, PostgresFailure])[] = [
  [/no such database/, 'postgres_database_missing'],
  [/(password authentication|SASL authentication|auth) failed|no such user/, 'postgres_password_wrong'],
  [/SSL required/, 'postgres_wants_tls'],
  [/no more connections allowed/, 'postgres_connections_used_up'],
];

/**
 * What keeps a PostgreSQL from being used, by what its driver threw: the sentence that names the cure, and the code it
 * came with. Nothing of the driver's words: they may hold names and addresses.
 * @returns undefined where there is no sentence of its own
 */
export function postgresFailureOf(
  error: unknown,
): { sentence: PostgresFailure; failure: string } | undefined {
  const failure = failureCode(error);
  const words = error instanceof Error ? error.message : '';
  if (failure === '') {
    const [, sentence, code = ''] = BY_WORDS.find(([pattern]) => pattern.test(words)) ?? [];
    return sentence && { sentence, failure: code };
  }
  if (isUnreadFile(error)) return { sentence: 'postgres_certificate_file', failure };
  // The server says it in its own language; where that is another, the sentence names both causes.
  if (failure === '28000' && /no encryption|SSL off/.test(words)) {
    return { sentence: 'postgres_wants_tls', failure };
  }
  const rows = failure === '08P01' ? POOLER_WORDS : BY_CODE;
  const [, sentence] = rows.find(([pattern]) => pattern.test(failure === '08P01' ? words : failure)) ?? [];
  return sentence && { sentence, failure };
}

/**
 * Whether a pooler between us and the server does not pass on settings that a connection begins with. PgBouncer says
 * 08P01 to all but a few unless its `ignore_startup_parameters` lists them; others say that they have no such feature.
 */
export function refusesStartParameters(error: unknown): boolean {
  const words = error instanceof Error ? error.message : '';
  return (
    /^(08P01|0A000)$/.test(failureCode(error)) && /start-?up parameter|command-line options/i.test(words)
  );
}

/** A file that DATABASE_URL names (`sslrootcert`, `sslcert`, `sslkey`), which the driver reads as it connects. */
function isUnreadFile(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'syscall' in error && error.syscall === 'open';
}
