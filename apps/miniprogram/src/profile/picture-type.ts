/** The media type of a picture that the server takes, by the first bytes; undefined for any other file. */
export function mediaTypeOf(bytes: ArrayBuffer): string | undefined {
  const head = new Uint8Array(bytes, 0, Math.min(12, bytes.byteLength));
  const text = (from: number, to: number) =>
    String.fromCharCode.apply(null, Array.from(head.subarray(from, to)));
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'image/jpeg';
  if (head[0] === 0x89 && text(1, 4) === 'PNG') return 'image/png';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'image/webp';
  return undefined;
}
