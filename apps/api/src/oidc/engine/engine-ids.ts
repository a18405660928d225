import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';

/**
 * Names that follow from a session, so that two requests at once, on any instances, make the same ones. Nobody can guess
 * them who does not have MAQIAO_SECRET.
 */
export class EngineIds {
  constructor(private readonly secret: MaqiaoSecret) {}

  /** The value of the engine's session cookie for a session of ours. */
  sessionCookie(sid: string): string {
    return this.secret.mac('oidc-id', `session ${sid}`);
  }

  /** The one grant of a client in a session: a second one would end the tokens of the first. */
  grant(sid: string, clientId: string): string {
    return this.secret.mac('oidc-id', `grant ${sid} ${clientId}`);
  }

  /** The grant of a device that an interaction has let in. */
  deviceGrant(interaction: string): string {
    return this.secret.mac('oidc-id', `device-grant ${interaction}`);
  }

  /** The `sid` that a client is told of: its own for each, so that two clients cannot compare notes. */
  clientSid(sid: string, clientId: string): string {
    return this.secret.mac('oidc-id', `client-sid ${sid} ${clientId}`);
  }
}
