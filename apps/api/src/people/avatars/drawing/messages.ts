import type { Readable, Writable } from 'node:stream';

// The messages between the server and its drawing process, over that one's stdin and stdout: one byte of
// kind, four of length, and the content. Plain bytes, so that the server parses nothing that an upload could have made.

/** `ready` once, before the first picture; then one answer to each picture, in their order. */
const KINDS = ['picture', 'ready', 'drawn', 'unreadable'] as const;
type Kind = (typeof KINDS)[number];

export interface Message {
  readonly kind: Kind;
  readonly content: Buffer;
}

const HEAD_BYTES = 5;

export function send(to: Writable, kind: Kind, content: Uint8Array = Buffer.alloc(0)): void {
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt8(KINDS.indexOf(kind), 0);
  head.writeUInt32BE(content.length, 1);
  to.write(Buffer.concat([head, content]));
}

/**
 * The messages of a stream, one after the other.
 * @param atMost of one content, in bytes
 * @throws Error when something else comes, or more
 */
export async function* messages(from: Readable, atMost: number): AsyncGenerator<Message> {
  let parts: Buffer[] = [];
  let length = 0;
  let wanted = HEAD_BYTES;
  for await (const part of from as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    while (length >= wanted) {
      const all = Buffer.concat(parts);
      const whole = HEAD_BYTES + all.readUInt32BE(1);
      if (whole > HEAD_BYTES + atMost) throw new Error('a message is too long');
      wanted = whole;
      if (length < whole) {
        parts = [all];
        break;
      }
      const kind = KINDS[all[0] ?? -1];
      if (kind === undefined) throw new Error('a message of no kind');
      yield { kind, content: all.subarray(HEAD_BYTES, whole) };
      parts = [all.subarray(whole)];
      length -= whole;
      wanted = HEAD_BYTES;
    }
  }
}
