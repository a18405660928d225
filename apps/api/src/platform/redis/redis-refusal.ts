import { failureCode } from '../process/failure-code.ts';
import { message, type OperatorMessage } from '../operator-messages/messages.ts';
import { redisMessages } from './redis-messages.ts';
import { replyCode } from './reply-code.ts';

/**
 * The message for an error of Redis or TLS that the operator must fix. Of the reply itself only the name of a command
 * is repeated.
 * @returns undefined for errors that may pass, and for bugs of ours
 */
export function refusalOf(error: unknown): OperatorMessage | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('lastNodeError' in error && error.lastNodeError) return refusalOf(error.lastNodeError);
  const failure = failureCode(error) || wordOf(error);
  if (CERTIFICATE_UNKNOWN.test(failure)) return message(redisMessages.redis_certificate_unknown, { failure });
  if (CERTIFICATE_WRONG.test(failure)) return message(redisMessages.redis_certificate_wrong, { failure });
  // Only a ReplyError has Redis' own text; the driver's errors have other names.
  if (!(error instanceof Error) || error.name !== 'ReplyError') return undefined;
  const { message: reply } = error;
  if (/^(NOAUTH|WRONGPASS)|^ERR invalid (username-)?password/.test(reply)) {
    return message(redisMessages.redis_password, { failure });
  }
  if (reply.startsWith('DENIED')) return message(redisMessages.redis_protected, { failure });
  if (/cluster support disabled/.test(reply)) return message(redisMessages.redis_no_cluster, { failure });
  if (/DB index|SELECT is not allowed/i.test(reply))
    return message(redisMessages.redis_database, { failure });
  if (
    /keys used as arguments|channels used|publish to the channel|access a key|access a channel/.test(reply)
  ) {
    return message(redisMessages.redis_names_forbidden, { failure });
  }
  // For a command in a script, the reply names the command only from Redis 7.2 on.
  if (/\bNOPERM\b|ACL failure in script|executing the script can't run/.test(reply)) {
    return message(redisMessages.redis_command_forbidden, { command: commandIn(reply), failure });
  }
  if (/EXEC without MULTI/.test(reply))
    return message(redisMessages.redis_command_forbidden, { command: 'MULTI', failure });
  if (/unknown command|Unknown Redis command|not support for normal user/i.test(reply)) {
    return message(redisMessages.redis_command_unknown, { command: commandIn(reply), failure });
  }
  return undefined;
}

/** The warning for a server that answers but does not accept writes; undefined for other errors. */
export function cannotWrite(error: unknown): OperatorMessage | undefined {
  const failure = wordOf(error);
  return /^(OOM|MISCONF|NOREPLICAS)$/.test(failure)
    ? message(redisMessages.redis_takes_nothing, { failure })
    : undefined;
}

/** Whether the server is a replica, permanently or until a failover is done. */
export function isReplica(error: unknown): boolean {
  return wordOf(error) === 'READONLY';
}

/** Whether the key belongs to another node: the server is part of a cluster. */
export function isElsewhere(error: unknown): boolean {
  return wordOf(error) === 'MOVED';
}

function wordOf(error: unknown): string {
  return error instanceof Error ? replyCode(error.message) : '';
}

/** The command in a reply such as `'publish' command`, `command 'publish'`, or `'client|setname'`, in upper case. */
function commandIn(message: string): string {
  const [, name = '?'] = /['`]([a-z]+(?:[| ][a-z-]+)?)['`]/i.exec(message) ?? [];
  return name.toUpperCase().replace('|', ' ');
}

const CERTIFICATE_UNKNOWN =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT(_LOCALLY)?)$/;
const CERTIFICATE_WRONG = /^(ERR_TLS_CERT_ALTNAME_INVALID|CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/;
