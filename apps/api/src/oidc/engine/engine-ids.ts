import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';

/** How many names are kept in memory: some hundred KB. */
const KEPT = 2_000;

/**
 * Names that follow from a session, so that two requests at once, on any instances, make the same ones. Nobody can guess
 * them who does not have MAQIAO_SECRET.
 */
export class EngineIds {
  readonly #made = new Map<string, string>();

  constructor(private readonly secret: MaqiaoSecret) {}

  /** The value of the engine's session cookie for a session of ours. */
  sessionCookie(sid: string): string {
    return this.#mac(`session ${sid}`);
  }

  /** The one grant of a client in a session: a second one would end the tokens of the first. */
  grant(sid: string, clientId: string): string {
    return this.#mac(`grant ${sid} ${clientId}`);
  }

  /** The grant of a device that an interaction has let in. */
  deviceGrant(interaction: string): string {
    return this.#mac(`device-grant ${interaction}`);
  }

  /** The `sid` that a client is told of: its own for each, so that two clients cannot compare notes. */
  clientSid(sid: string, clientId: string): string {
    return this.#mac(`client-sid ${sid} ${clientId}`);
  }

  /** A request asks for the same name several times, and the next request of that browser again. */
  #mac(text: string): string {
    const known = this.#made.get(text);
    if (known !== undefined) return known;
    const made = this.secret.mac('oidc-id', text);
    if (this.#made.size >= KEPT) this.#made.clear();
    this.#made.set(text, made);
    return made;
  }
}
