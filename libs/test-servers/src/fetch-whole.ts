/**
 * `fetch`, with the answer's body read to its end and thrown away: for tests that look at status and headers alone. A
 * large body that nobody reads keeps its connection open, also when the server is gone.
 */
export async function fetchWhole(
  url: string,
  init?: RequestInit,
): Promise<{ status: number; headers: Headers }> {
  const { status, headers, body } = await fetch(url, init);
  for await (const chunk of body ?? []) void chunk;
  return { status, headers };
}
