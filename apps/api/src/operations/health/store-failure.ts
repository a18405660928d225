import { ApiError } from '../../platform/http/api-error.ts';
import { failureCode } from '../../platform/process/failure-code.ts';

/** Why a store does not serve, as `/readyz` names it. */
export type StoreFailure = 'read_only' | 'disk_full' | 'disk_failing' | 'memory_full' | 'no_answer';

/** By the codes of PostgreSQL (SQLSTATE), SQLite and Redis. */
const FAILURES: readonly (readonly [RegExp, StoreFailure])[] = [
  [/^(25006|SQLITE_READONLY.*|READONLY)$/, 'read_only'],
  [/^(53100|SQLITE_FULL|ENOSPC|EDQUOT)$/, 'disk_full'],
  [/^(58030|SQLITE_IOERR.*|MISCONF)$/, 'disk_failing'],
  [/^OOM$/, 'memory_full'],
];

/** Why a probe failed; `no_answer` for every unknown error. */
export function storeFailureOf(error: unknown): StoreFailure {
  const code = failureCode(error instanceof ApiError ? error.cause : error);
  return FAILURES.find(([codes]) => codes.test(code))?.[1] ?? 'no_answer';
}
