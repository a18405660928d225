import { ApiError } from '../http/api-error.ts';
import {
  operatorLanguage,
  localize,
  message,
  type Fact,
  type OperatorMessage,
} from '../operator-messages/messages.ts';
import { redisMessages } from './redis-messages.ts';
import { SettingsError } from '../../config/settings.ts';
import { refusalOf } from './redis-refusal.ts';
import { replyCode } from './reply-code.ts';

/**
 * Error replies of a server that cannot serve now: it is loading, its disk or memory is full, it has become a replica,
 * its cluster is broken, or it refuses our user. Every other error reply is a bug of ours.
 */
const AWAY =
  /^(LOADING|MISCONF|OOM|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOREPLICAS|BUSY|UNKILLABLE|MOVED|ASK|NOAUTH|WRONGPASS|NOPERM|EXECABORT)$/;
const TOO_MANY_CLIENTS = /^ERR max number of clients/;

/**
 * Maps the error of a command to `unavailable` when Redis is unavailable; a bug of ours is returned unchanged. The
 * driver's error is not kept as the cause: it carries the command with its arguments.
 */
export function mapRedisError(error: unknown): unknown {
  if (error instanceof ApiError) return error;
  const refusal = refusalOf(error);
  if (refusal === undefined && isReply(error) && !isAway(error.message)) return error;
  return redisUnavailable(absenceReason(error), refusal);
}

/**
 * The error to throw while Redis is unavailable.
 * @param reason a code or a phrase, never a value
 * @param refusal the message for a failure that the operator must fix; the error's cause carries it
 */
export function redisUnavailable(reason: Fact, refusal?: OperatorMessage): ApiError {
  return new ApiError('unavailable', {
    retryAfterSeconds: 2,
    operatorHint: refusal?.[operatorLanguage()] ?? localize(redisMessages.redis_away, { why: reason }),
    cause: causeOf(reason, refusal),
  });
}

/** Carries the code, for `/readyz`; undefined when there is neither a code nor a message. */
function causeOf(reason: Fact, refusal: OperatorMessage | undefined): Error | undefined {
  const code = typeof reason === 'string' ? reason : undefined;
  if (refusal === undefined && code === undefined) return undefined;
  const cause = refusal ? new SettingsError(refusal) : new Error(code);
  return Object.assign(cause, code !== undefined && { code });
}

/** Why Redis is unavailable: a code, or a phrase of our own. Never the driver's message, which may hold an address. */
export function absenceReason(error: unknown): Fact {
  if (isReply(error)) return replyCode(error.message);
  if (typeof error !== 'object' || error === null) return 'unknown';
  // For a cluster or several addresses: the error of the last attempt.
  if ('lastNodeError' in error && error.lastNodeError) return absenceReason(error.lastNodeError);
  if (error instanceof AggregateError && error.errors.length > 0) return absenceReason(error.errors.at(-1));
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof Error && /timed? ?out/i.test(error.message)
    ? message(redisMessages.no_answer_in_time)
    : message(redisMessages.not_connected);
}

function isAway(message: string): boolean {
  return AWAY.test(replyCode(message)) || TOO_MANY_CLIENTS.test(message);
}

/** Recognized by its name, so that the driver need not be loaded where there is no Redis. */
function isReply(error: unknown): error is Error {
  return error instanceof Error && error.name === 'ReplyError';
}
