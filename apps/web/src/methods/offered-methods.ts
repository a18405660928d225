import { asObject } from '../plain-object.ts';

/** A sign-in method as `GET /api/sign-in-options` lists it. */
export interface OfferedMethod {
  readonly id: string;
  readonly kind: 'scene' | 'redirect' | 'passkey';
  /** Where a redirect method begins; empty for the others. */
  readonly href: string;
}

/** An answer that does not come by then is none, in milliseconds. */
const CALL_TIMEOUT_MS = 15_000;

const KINDS = ['scene', 'redirect', 'passkey'] as const;

/** The methods of an answer; those that it does not describe whole are left out. */
export function asMethods(value: unknown): OfferedMethod[] {
  const { methods } = asObject(value) ?? {};
  if (!Array.isArray(methods)) return [];
  return methods.flatMap((method: unknown): OfferedMethod[] => {
    const { id, kind, href } = asObject(method) ?? {};
    const known = KINDS.find((one) => one === kind);
    const path = typeof href === 'string' && /^\/sign-in\//.test(href) ? href : '';
    if (typeof id !== 'string' || known === undefined || (known === 'redirect' && path === '')) return [];
    return [{ id, kind: known, href: path }];
  });
}

/** Whether a page has to show no code: it is known what is offered, and none of it is a code. */
export function hasNoCode(methods: readonly OfferedMethod[]): boolean {
  return methods.length > 0 && !methods.some(({ kind }) => kind === 'scene');
}

/**
 * What this server offers; nothing when it cannot be asked. The page works without.
 * @param inPage an address of this server as the page asks for it
 */
export async function fetchMethods(
  fetchFrom: typeof fetch = fetch,
  inPage = (path: string): string => path,
): Promise<OfferedMethod[]> {
  try {
    const signal = AbortSignal.timeout(CALL_TIMEOUT_MS);
    const answer = await fetchFrom(inPage('/api/sign-in-options'), { cache: 'no-store', signal });
    const methods = answer.ok ? asMethods(await answer.json()) : [];
    return methods.map((method) => ({ ...method, href: method.href && inPage(method.href) }));
  } catch {
    return [];
  }
}
