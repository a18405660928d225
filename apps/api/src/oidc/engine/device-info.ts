import { describeBrowser } from '../../sign-in/places/browser-names.ts';
import type { Places } from '../../sign-in/places/places.ts';
import type { OidcCall } from './oidc-call.ts';
import type { ShownDevice } from './page-drawing.ts';

/** What is kept of a device that asks for a code: names from closed lists and a place, as of browsers. */
export function deviceInfo(call: OidcCall | undefined, places: Places): Record<string, unknown> {
  const device: ShownDevice = {
    ...describeBrowser(call?.request.headers['user-agent']),
    region: places.locate(call?.address.visitor ?? null).region,
  };
  return { ...device };
}

/** The same, as it is read again. */
export function shownDevice(kept: Readonly<Record<string, unknown>> | undefined): ShownDevice {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    browser: text(kept?.browser) ?? 'unknown',
    os: text(kept?.os) ?? 'unknown',
    region: text(kept?.region) ?? null,
  };
}
