import { ERROR_WORDS, type ErrorCode, type HandshakeRefusal } from '@maqiao/shared';

/** The error that refuses a socket's handshake: the client reads `data.code` of its `connect_error`. */
export function handshakeRefusal(code: ErrorCode): Error & { data: HandshakeRefusal } {
  return Object.assign(new Error(ERROR_WORDS[code].en.happened), { data: { code } });
}
