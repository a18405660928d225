import { words } from './words.ts';

/** The stand-in could not do what the page asked; the message is for the person to read. */
class ServerError extends Error {}

/** Asks the stand-in: GET without a body, POST with one. @throws ServerError, with the server's own sentence if it has one */
export async function askJson(path: string, body?: unknown, signal?: AbortSignal): Promise<unknown> {
  const init: RequestInit = {
    ...(signal && { signal }),
    ...(body !== undefined && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  };
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw new ServerError(words.cannotReach, { cause: error });
  }
  const value: unknown = await response.json().catch(() => null);
  if (response.ok) return value;
  const detail = (value as { detail?: unknown } | null)?.detail;
  throw new ServerError(typeof detail === 'string' ? detail : `${words.cannotReach} (${response.status})`);
}
