import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CLIENT_SCOPES } from '@maqiao/shared';
import { decodeJwt } from 'jose';
import type { Interaction as EngineInteraction, InteractionResults, Provider } from 'oidc-provider';
import { AuditLog } from '../../people/audit/audit-log.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import type { Session } from '../../sessions/session.ts';
import { InteractionCookies } from '../../sign-in/interaction-cookies.ts';
import { Interactions, type Interaction, type InteractionHandler } from '../../sign-in/interactions.ts';
import { shownHost } from '../clients/redirect-uri.ts';
import { EngineIds } from '../engine/engine-ids.ts';
import { Engine } from '../engine/engine.ts';
import { wantsFreshProof } from '../engine/interaction-rules.ts';
import { Consents } from './consents.ts';

type Found = Interaction & { readonly engine: EngineInteraction; readonly provider: Provider };

/** Authorization requests of clients that wait for their person. */
@Injectable()
export class OidcInteractions implements InteractionHandler, OnModuleInit {
  readonly #ids: EngineIds;

  constructor(
    private readonly engine: Engine,
    private readonly cookies: InteractionCookies,
    private readonly consents: Consents,
    private readonly clock: Clock,
    private readonly interactions: Interactions,
    private readonly audit: AuditLog,
    secret: MaqiaoSecret,
  ) {
    this.#ids = new EngineIds(secret);
  }

  onModuleInit(): void {
    this.interactions.handleWith(this);
  }

  find(uid: string, cookieHeader: string | undefined): Promise<Interaction> {
    return this.#find(uid, cookieHeader);
  }

  /** With a fresh proof: what the phone has confirmed names the client, and is the consent. */
  async finish(uid: string, cookieHeader: string | undefined, session: Session): Promise<string> {
    return this.#agree(await this.#find(uid, cookieHeader), session);
  }

  /** As `Interactions.goOn`; the person's audit log tells it. What they confirm on the phone names the client already. */
  async goOn(uid: string, cookieHeader: string | undefined, session: Session): Promise<string> {
    const found = await this.#find(uid, cookieHeader);
    if (found.wantsProof || isSomebodyElse(found.engine, session)) throw new ApiError('fresh_sign_in_needed');
    const continueTo = await this.#agree(found, session);
    await this.audit.record({
      userId: session.userId,
      kind: 'client_allowed',
      subject: uid,
      place: session,
      sessionId: session.sid,
      client: { id: found.clientId, name: found.client.name },
    });
    return continueTo;
  }

  /** The engine goes on with the person, and asks for the consent by another interaction where there is none. */
  async prove(uid: string, cookieHeader: string | undefined, session: Session): Promise<string> {
    const found = await this.#find(uid, cookieHeader);
    if (isSomebodyElse(found.engine, session)) return this.#refuseOther(found);
    return this.#submit(found, { login: loginOf(session), select_account: {} });
  }

  /** The person does not want to: the client is told `access_denied` (RFC 6749 §4.1.2.1). */
  async deny(uid: string, cookieHeader: string | undefined): Promise<string> {
    const found = await this.#find(uid, cookieHeader);
    return this.#submit(found, {
      error: 'access_denied',
      error_description: 'the person has declined',
    });
  }

  /** What hangs on the session ends with it; a device that was let in does not, and ends here. */
  async takeBack(uid: string): Promise<void> {
    const provider = await this.engine.provider();
    const grant = await provider?.Grant.find(this.#ids.deviceGrant(uid));
    await grant?.destroy();
  }

  async #agree(found: Found, session: Session): Promise<string> {
    const { engine, provider } = found;
    if (isSomebodyElse(engine, session)) return this.#refuseOther(found);
    const clientId = String(engine.params.client_id);
    const scopes = scopesOf(engine);
    await this.consents.grant(session.userId, clientId, scopes);
    // A device's access hangs on the person, and not on the session of the browser that let it in.
    const jti = found.isDevice ? this.#ids.deviceGrant(found.uid) : this.#ids.grant(session.sid, clientId);
    const grant =
      (await provider.Grant.find(jti)) ?? new provider.Grant({ accountId: session.userId, clientId });
    grant.jti = jti;
    grant.addOIDCScope(scopes.join(' '));
    await grant.save();
    return this.#submit(found, {
      login: loginOf(session),
      consent: { grantId: jti },
      select_account: {},
    });
  }

  #refuseOther(found: Found): Promise<string> {
    return this.#submit(found, {
      error: 'login_required',
      error_description: 'somebody else has signed in than id_token_hint names',
    });
  }

  async #submit({ engine }: Found, result: InteractionResults): Promise<string> {
    engine.result = result;
    // It may have begun while somebody else, or nobody, was signed in here.
    engine.session = undefined;
    await engine.save(engine.exp - Math.floor(Date.now() / 1000));
    return engine.returnTo;
  }

  async #find(uid: string, cookieHeader: string | undefined): Promise<Found> {
    const provider = await this.engine.provider();
    const engine = await provider?.Interaction.find(uid);
    if (provider === undefined || engine === undefined) throw new ApiError('interaction_expired');
    if (!this.cookies.proves(cookieHeader, uid)) throw new ApiError('interaction_elsewhere');
    const client = await provider.Client.find(String(engine.params.client_id));
    // Removed meanwhile.
    if (client === undefined) throw new ApiError('interaction_expired');
    const isDevice = engine.deviceCode !== undefined;
    return {
      uid,
      engine,
      provider,
      clientId: client.clientId,
      client: {
        name: client.clientName ?? client.clientId,
        host: isDevice ? null : shownHost(engine.params.redirect_uri),
        scopes: shownScopes(scopesOf(engine), isDevice),
      },
      wantsProof: engine.prompt.name === 'login' && wantsFreshProof(engine.prompt.reasons),
      isDevice,
    };
  }
}

/**
 * Whether `id_token_hint` names another person. The engine has verified it when the request came, and compares it before
 * anybody is asked, but not with who signs in then (OpenID Connect Core 1.0 §3.1.2.1).
 */
function isSomebodyElse({ params }: EngineInteraction, { userId }: Session): boolean {
  return typeof params.id_token_hint === 'string' && decodeJwt(params.id_token_hint).sub !== userId;
}

function loginOf({ userId, authenticatedAt, amr }: Session) {
  return { accountId: userId, ts: Math.floor(authenticatedAt / 1000), amr: [...amr] };
}

function scopesOf({ params }: EngineInteraction): string[] {
  return typeof params.scope === 'string' ? params.scope.split(' ') : ['openid'];
}

/** What the person decides about. The engine has left out what the client is not registered with, or does not get. */
function shownScopes(asked: readonly string[], isDevice: boolean): string[] {
  // A device's access hangs on the person, and outlives every session.
  const given = isDevice ? [...asked, 'offline_access'] : asked;
  return CLIENT_SCOPES.filter((scope) => given.includes(scope));
}
