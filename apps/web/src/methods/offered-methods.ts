import { asObject } from '../plain-object.ts';

/** A sign-in method as `GET /api/sign-in-options` lists it. A redirect method has an address to go to. */
export interface OfferedMethod {
  readonly id: string;
  readonly kind: 'scene' | 'redirect' | 'passkey';
  readonly href: string | null;
}

const KINDS = ['scene', 'redirect', 'passkey'] as const;

/** The methods of an answer; those that it does not describe whole are left out. */
export function asMethods(value: unknown): OfferedMethod[] {
  const { methods } = asObject(value) ?? {};
  if (!Array.isArray(methods)) return [];
  return methods.flatMap((method: unknown): OfferedMethod[] => {
    const { id, kind, href } = asObject(method) ?? {};
    const known = KINDS.find((one) => one === kind);
    const path = typeof href === 'string' && /^\/(?!\/)/.test(href) ? href : null;
    if (typeof id !== 'string' || known === undefined || (known === 'redirect' && path === null)) return [];
    return [{ id, kind: known, href: path }];
  });
}

/** What this server offers; nothing when it cannot be asked. The page works without. */
export async function fetchMethods(fetchFrom: typeof fetch = fetch): Promise<OfferedMethod[]> {
  try {
    const answer = await fetchFrom('/api/sign-in-options', { cache: 'no-store' });
    return answer.ok ? asMethods(await answer.json()) : [];
  } catch {
    return [];
  }
}
