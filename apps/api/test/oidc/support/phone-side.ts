import { createSceneName, createVerifier, type ScanResponse } from '@maqiao/shared';
import type { ApiUnderTest } from '../../support/api-under-test.ts';
import type { ScriptedPhone } from '../../support/scripted-phone.ts';
import { interactionOf, type OidcBrowser } from './oidc-browser.ts';
import type { TestClient } from './test-client.ts';

/** A scene that a browser shows, and whoever scans it. */
export interface ShownScene {
  scene: string;
  verifier: string;
}

/** Begins a request of a client, and answers the interaction that waits for the person. */
export async function beginInteraction(
  browser: OidcBrowser,
  client: TestClient,
  parameters: Record<string, string> = {},
): Promise<string> {
  const { url } = await client.request(parameters);
  return interactionOf(await browser.open(url));
}

/** Shows a code, for an interaction where there is one. */
export async function showCode(
  browser: OidcBrowser,
  interaction?: string,
  headers: Record<string, string> = {},
): Promise<ShownScene> {
  const verifier = createVerifier(globalThis.crypto);
  const scene = createSceneName(verifier, browser.api.clock.now());
  const answer = await browser.send('/api/scenes', {
    method: 'POST',
    headers: { Origin: browser.api.settings.publicUrl, 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify({ scene, ...(interaction !== undefined && { interaction }) }),
  });
  if (answer.status !== 201) throw new Error(`no scene: ${answer.status} ${await answer.text()}`);
  return { scene, verifier };
}

/** What the phone is told of who asks. */
export async function scan(
  phone: ScriptedPhone,
  { scene }: ShownScene,
  entry = 1047,
): Promise<ScanResponse['request']> {
  const { status, body } = await phone.scan(scene, { entry });
  if (status !== 200) throw new Error(`not scanned: ${status} ${JSON.stringify(body)}`);
  return body.request;
}

/** The digits that the browser shows, where the phone wants them. */
export async function shownNumber(
  browser: OidcBrowser,
  { scene, verifier }: ShownScene,
): Promise<string | undefined> {
  const { body } = await browser.call<{ scene: { number?: string } }>(`/api/scenes/${scene}/token`, {
    verifier,
  });
  return body.scene.number;
}

/** A client of loopback addresses: nobody can know who listens there. */
export const NATIVE_URI = 'http://127.0.0.1/callback';

/** The phone of a person, at an address of its own where one is named. */
export function phoneAt(api: ApiUnderTest, person: string, address?: string): ScriptedPhone {
  const phone = api.phone(person);
  if (address !== undefined) phone.headers = { 'X-Forwarded-For': address };
  return phone;
}
