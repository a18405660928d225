import type { RequestingClient } from '@maqiao/shared';
import { asClient } from './interaction-api.ts';

/** Who has asked in this tab: the server does not say so any more once the interaction is over. */
export interface RememberedClient {
  read(): RequestingClient | null;
  write(client: RequestingClient): void;
}

/** In the tab's own storage, for one interaction; nothing is remembered where that is blocked. */
export function rememberedClient(
  uid: string,
  storage: () => Storage = () => sessionStorage,
): RememberedClient {
  const key = `maqiao:client:${uid}`;
  return {
    read() {
      try {
        return asClient(JSON.parse(storage().getItem(key) ?? 'null'));
      } catch {
        return null;
      }
    },
    write(client) {
      try {
        storage().setItem(key, JSON.stringify(client));
      } catch {
        // Blocked or full: then the page cannot name the way back.
      }
    },
  };
}

/** The first page of a client's site; null for one without a host. */
export function siteOf(client: RequestingClient | null): URL | null {
  const host = client?.host ?? null;
  if (host === null || !URL.canParse(`https://${host}/`)) return null;
  const url = new URL(`https://${host}/`);
  return url.host === host ? url : null;
}
