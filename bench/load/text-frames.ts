/** A websocket text frame as a client sends it (RFC 6455 §5.2), masked with zeros: masked all the same. */
export function clientFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const short = payload.length < 126;
  const frame = Buffer.alloc((short ? 6 : 8) + payload.length);
  frame[0] = 0x81;
  frame[1] = 0x80 | (short ? payload.length : 126);
  if (!short) frame.writeUInt16BE(payload.length, 2);
  payload.copy(frame, short ? 6 : 8);
  return frame;
}

/** Takes server frames out of a stream of bytes: the texts, and whether the server said goodbye. */
export class FrameReader {
  #rest: Buffer | undefined;

  /** @returns the texts that are whole now; null once a close frame came */
  read(chunk: Buffer): string[] | null {
    let bytes = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    const texts: string[] = [];
    for (;;) {
      const [first, second] = bytes;
      if (first === undefined || second === undefined) break;
      let start = 2;
      let length = second & 0x7f;
      if (length === 126) {
        if (bytes.length < 4) break;
        length = bytes.readUInt16BE(2);
        start = 4;
      }
      if (bytes.length < start + length) break;
      const opcode = first & 0x0f;
      if (opcode === 0x8) return null;
      if (opcode === 0x1) texts.push(bytes.toString('utf8', start, start + length));
      bytes = bytes.subarray(start + length);
    }
    this.#rest = bytes.length === 0 ? undefined : bytes;
    return texts;
  }
}
