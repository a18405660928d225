import type { CDPSession, Page } from 'playwright-core';

/** A passkey as Chromium's virtual authenticator holds it. */
interface HeldPasskey {
  credentialId: string;
  isResidentCredential: boolean;
  rpId?: string;
  privateKey: string;
  userHandle?: string;
  signCount: number;
}

/** Chromium's virtual authenticator (Chrome DevTools Protocol, domain WebAuthn) behind one page. */
export class Device {
  readonly #cdp: CDPSession;
  #id = '';

  private constructor(cdp: CDPSession) {
    this.#cdp = cdp;
  }

  /** @param withAuthenticator false: the browser has none, and its own window never comes up either */
  static async behind(page: Page, { withAuthenticator = true } = {}): Promise<Device> {
    const device = new Device(await page.context().newCDPSession(page));
    await device.#cdp.send('WebAuthn.enable', { enableUI: false });
    if (withAuthenticator) await device.plugIn();
    return device;
  }

  async plugIn(): Promise<void> {
    const { authenticatorId } = await this.#cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        ctap2Version: 'ctap2_1',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    this.#id = authenticatorId;
  }

  /** Whether its person touches it by themselves, whatever it is asked. */
  async touch(enabled: boolean): Promise<void> {
    await this.#cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: this.#id, enabled });
  }

  /** Whether its person is the right one: their finger, or their PIN. */
  async verify(isUserVerified: boolean): Promise<void> {
    await this.#cdp.send('WebAuthn.setUserVerified', { authenticatorId: this.#id, isUserVerified });
  }

  async passkeys(): Promise<HeldPasskey[]> {
    const { credentials } = await this.#cdp.send('WebAuthn.getCredentials', { authenticatorId: this.#id });
    return credentials;
  }

  /** Puts passkeys there that were copied from elsewhere. */
  async put(passkeys: readonly HeldPasskey[]): Promise<void> {
    await this.#cdp.send('WebAuthn.clearCredentials', { authenticatorId: this.#id });
    for (const credential of passkeys)
      await this.#cdp.send('WebAuthn.addCredential', { authenticatorId: this.#id, credential });
  }
}
