import type { PushAnswer } from './push-store.ts';

/** A longer answer than WeChat takes is none. */
const MOST_BYTES = 64 * 1024;

/** A message exactly as WeChat has sent it. */
export interface WholePush {
  /** Without the question mark. */
  readonly rawQuery: string;
  readonly contentType: string;
  readonly body: Buffer;
}

/**
 * Gives a message to the owner's own program, byte for byte with its query, so that the program can check its signature as
 * if WeChat had called it. Redirects are not followed.
 * @param timeoutMs for the whole of it
 * @returns its answer, or why there is none: a code for the operator, never an address or text of an answer
 */
export async function forwardPush(
  url: string,
  { rawQuery, contentType, body }: WholePush,
  timeoutMs: number,
): Promise<PushAnswer | { readonly why: string }> {
  const separator = new URL(url).search === '' ? '?' : '&';
  try {
    const answer = await fetch(rawQuery === '' ? url : `${url.split('#')[0]}${separator}${rawQuery}`, {
      method: 'POST',
      headers: { 'Content-Type': contentType },
      body: new Uint8Array(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(Math.max(1, timeoutMs)),
    });
    if (answer.status !== 200) {
      await answer.body?.cancel();
      return { why: `HTTP ${answer.status}` };
    }
    const bytes = await limited(answer);
    if (bytes === undefined) return { why: 'too long' };
    return {
      kind: 'forwarded',
      contentType: answer.headers.get('content-type') ?? 'text/plain',
      body: bytes.toString('base64'),
    };
  } catch (error) {
    return { why: reasonOf(error) };
  }
}

async function limited({ body }: Response): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function reasonOf(error: unknown): string {
  const { name, cause } = error as { name?: unknown; cause?: { code?: unknown } };
  const reason = cause?.code ?? name;
  return typeof reason === 'string' ? reason : 'no answer';
}
