import { failureCode } from '../process/failure-code.ts';
import { message, type OperatorMessage } from '../operator-messages/messages.ts';
import { databaseMessages } from './database-messages.ts';

/** The messages with a single fact, the code of the driver or the server. */
type PostgresFailure = (typeof databaseMessages)[
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
  | 'postgres_connections_used_up'];

/** By SQLSTATE (PostgreSQL, appendix A), or by the error code of Node's TLS for a certificate. */
const BY_CODE: readonly (readonly [RegExp, PostgresFailure])[] = [
  [/^28P01$/, databaseMessages.postgres_password_wrong],
  [/^28...$/, databaseMessages.postgres_not_admitted],
  [/^3D000$/, databaseMessages.postgres_database_missing],
  [/^(42501|3F000)$/, databaseMessages.postgres_rights_missing],
  [/^25006$/, databaseMessages.postgres_read_only],
  [/^53100$/, databaseMessages.postgres_disk_full],
  [/^53300$/, databaseMessages.postgres_connections_used_up],
  [
    /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?)$/,
    databaseMessages.postgres_certificate_unknown,
  ],
  [
    /^(ERR_TLS_CERT_ALTNAME_INVALID|CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/,
    databaseMessages.postgres_certificate_wrong,
  ],
];

/** By the text of errors that the driver throws without a code. */
const BY_TEXT: readonly (readonly [RegExp, PostgresFailure, string])[] = [
  [/^SASL: .*client password must be/, databaseMessages.postgres_password_missing, '28P01'],
  [/server does not support SSL/, databaseMessages.postgres_without_tls, 'TLS'],
];

/** PgBouncer has one code for every error. */
const POOLER_CODE = '08P01';

/** By PgBouncer's text, which is always in English. */
const BY_POOLER_TEXT: readonly (readonly [RegExp, PostgresFailure])[] = [
  [/no such database/, databaseMessages.postgres_database_missing],
  [
    /(password authentication|SASL authentication|auth) failed|no such user/,
    databaseMessages.postgres_password_wrong,
  ],
  [/SSL required/, databaseMessages.postgres_wants_tls],
  [/no more connections allowed/, databaseMessages.postgres_connections_used_up],
];

/**
 * Why a PostgreSQL cannot be used, by the driver's error: a message with what to do, and the error's code. The driver's
 * own text is not included, as it may hold names and addresses.
 * @returns undefined for an error without a message of its own
 */
export function postgresFailureOf(error: unknown): OperatorMessage | undefined {
  const code = failureCode(error);
  const text = error instanceof Error ? error.message : '';
  const [template, failure] = templateOf(error, code, text);
  return template && message(template, { failure });
}

function templateOf(
  error: unknown,
  code: string,
  text: string,
): readonly [template: PostgresFailure | undefined, code: string] {
  if (code === '') {
    const [, template, usualCode = ''] = BY_TEXT.find(([pattern]) => pattern.test(text)) ?? [];
    return [template, usualCode];
  }
  if (isUnreadFile(error)) return [databaseMessages.postgres_certificate_file, code];
  // The server's text may be in another language; then the message for `28...` is used, which names both causes.
  if (code === '28000' && /no encryption|SSL off/.test(text)) {
    return [databaseMessages.postgres_wants_tls, code];
  }
  const pooled = code === POOLER_CODE;
  const rows = pooled ? BY_POOLER_TEXT : BY_CODE;
  return [rows.find(([pattern]) => pattern.test(pooled ? text : code))?.[1], code];
}

/**
 * Whether a pooler refuses the settings at the start of a connection. PgBouncer answers 08P01 to most of them unless
 * its `ignore_startup_parameters` lists them; other poolers answer 0A000 (not supported).
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
