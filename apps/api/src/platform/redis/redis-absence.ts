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
 * Replies of a server that is there and cannot serve: it loads, its disk or memory is full, it is a replica now, its
 * cluster is broken, or it does not let us in. Every other reply is a fault of ours.
 */
const AWAY =
  /^(LOADING|MISCONF|OOM|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|NOREPLICAS|BUSY|UNKILLABLE|MOVED|ASK|NOAUTH|WRONGPASS|NOPERM|EXECABORT)$/;
const TOO_MANY_CLIENTS = /^ERR max number of clients/;

/**
 * What a command failed with, as the error `unavailable` when Redis is away, and unchanged when the fault is ours.
 * The driver's error is not kept as the cause: it carries the command with its arguments.
 */
export function mapRedisError(error: unknown): unknown {
  if (error instanceof ApiError) return error;
  const refusal = refusalOf(error);
  if (refusal === undefined && isReply(error) && !isAway(error.message)) return error;
  return redisUnavailable(absenceReason(error), refusal);
}

/**
 * The error of everything that needs Redis while it is away.
 * @param reason a code or a phrase, never a value
 * @param refusal what waiting does not cure, in a sentence; the error's cause carries it
 */
export function redisUnavailable(reason: Fact, refusal?: OperatorMessage): ApiError {
  return new ApiError('unavailable', {
    retryAfterSeconds: 2,
    operatorHint: refusal?.[operatorLanguage()] ?? localize(redisMessages.redis_away, { why: reason }),
    cause: causeOf(reason, refusal),
  });
}

/** Carries the code, for whoever asks what is wrong with a store; undefined when there is neither code nor sentence. */
function causeOf(reason: Fact, refusal: OperatorMessage | undefined): Error | undefined {
  const code = typeof reason === 'string' ? reason : undefined;
  if (refusal === undefined && code === undefined) return undefined;
  const cause = refusal ? new SettingsError(refusal) : new Error(code);
  return Object.assign(cause, code !== undefined && { code });
}

/** Why Redis is away: a code to look up, or a phrase of our own. Never the driver's words: they may hold an address. */
export function absenceReason(error: unknown): Fact {
  if (isReply(error)) return replyCode(error.message);
  if (typeof error !== 'object' || error === null) return 'unknown';
  // Of a cluster or of several addresses: the error of the last one that was tried says it.
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

/** Known by its name: the driver is not loaded where there is no Redis. */
function isReply(error: unknown): error is Error {
  return error instanceof Error && error.name === 'ReplyError';
}
