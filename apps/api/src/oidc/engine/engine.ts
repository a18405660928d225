import { Inject, Injectable } from '@nestjs/common';
import Keygrip from 'keygrip';
import type { Account, Adapter, Configuration, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { SETTINGS, type Settings } from '../../config/settings.ts';
import { Limits } from '../../limits/limits.ts';
import { Clock } from '../../platform/clock/clock.ts';
import { Database } from '../../platform/database/database.ts';
import { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { SessionsService } from '../../sessions/sessions.service.ts';
import { RSA_SIGNING_KEYS } from '../../sessions/tokens/key-families.ts';
import type { SigningKey } from '../../sessions/tokens/signing-key.ts';
import { SigningKeys } from '../../sessions/tokens/signing-keys.ts';
import { Places } from '../../sign-in/places/places.ts';
import { ClientsTable } from '../clients/clients-table.ts';
import { InteractionCookies } from '../../sign-in/interaction-cookies.ts';
import { AccountClaimsSource } from './account-claims.ts';
import { ClientAdapter, clientOfCall } from './client-adapter.ts';
import { ClientSessionsTable } from './client-sessions-table.ts';
import { DeviceCodeAdapter } from './device-code-adapter.ts';
import { deviceInfo } from './device-info.ts';
import { EngineIds } from './engine-ids.ts';
import { engineOptions } from './engine-options.ts';
import { EnginePages } from './engine-pages.ts';
import { interactionRules } from './interaction-rules.ts';
import { currentOidcCall } from './oidc-call.ts';
import { RecordsAdapter } from './records-adapter.ts';
import { SessionAdapter } from './session-adapter.ts';
import { SessionBridge } from './session-bridge.ts';

/** How often an instance without clients looks whether another one has registered the first. */
const LOOK_FOR_CLIENTS_MS = 1_000;

/**
 * The OpenID Connect engine, `oidc-provider`. It is loaded when the first client exists, and built anew when a key is
 * published, begins to sign, or is retired: what is in flight is in the database, so nothing is lost by it.
 */
@Injectable()
export class Engine {
  #built: { readonly keys: string; readonly provider: Promise<Provider> } | undefined;
  #hasClients = false;
  /** By the steady clock. */
  #lookedAt = Number.NEGATIVE_INFINITY;
  readonly #ids: EngineIds;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly database: Database,
    private readonly secret: MaqiaoSecret,
    private readonly clock: Clock,
    private readonly sessions: SessionsService,
    private readonly keys: SigningKeys,
    @Inject(RSA_SIGNING_KEYS) private readonly rsaKeys: SigningKeys,
    private readonly clients: ClientsTable,
    private readonly clientSessions: ClientSessionsTable,
    private readonly accounts: AccountClaimsSource,
    private readonly bridge: SessionBridge,
    private readonly interactionCookies: InteractionCookies,
    private readonly pages: EnginePages,
    private readonly limits: Limits,
    private readonly places: Places,
  ) {
    this.#ids = new EngineIds(secret);
  }

  /** The engine as it is now; undefined while there is no client. */
  async provider(): Promise<Provider | undefined> {
    if (!(await this.#anyClient())) return undefined;
    await this.rsaKeys.ensureFirst();
    const signing = [...this.rsaKeys.forSigning(), ...this.keys.forSigning()];
    const keys = signing.map(({ kid }) => kid).join(' ');
    if (this.#built?.keys !== keys) {
      const provider = this.#build(signing);
      this.#built = { keys, provider };
      // Tried again with the next request.
      provider.catch(() => (this.#built = undefined));
    }
    return this.#built?.provider;
  }

  async #anyClient(): Promise<boolean> {
    const now = this.clock.steady();
    if (this.#hasClients || now - this.#lookedAt < LOOK_FOR_CLIENTS_MS) return this.#hasClients;
    this.#lookedAt = now;
    return (this.#hasClients = await this.clients.any());
  }

  async #build(signing: readonly SigningKey[]): Promise<Provider> {
    const library = await import('oidc-provider');
    const dependencies = {
      database: this.database,
      secret: this.secret,
      clock: this.clock,
      InvalidGrant: library.errors.InvalidGrant,
    };
    const records = (model: string) => new RecordsAdapter(model, dependencies);
    const adapter = (model: string): Adapter => {
      switch (model) {
        case 'Client':
          return new ClientAdapter(this.clients, () => library.Provider.ctx);
        case 'Session':
          return new SessionAdapter(
            records(model),
            this.sessions,
            this.clientSessions,
            this.#ids,
            this.clock,
          );
        case 'DeviceCode':
          return new DeviceCodeAdapter(model, dependencies, this.limits);
        default:
          return records(model);
      }
    };
    const options = engineOptions(this.settings);
    const signatures = new Keygrip([this.secret.mac('oidc-cookies', 'keygrip')]);
    const configuration: Configuration = {
      ...options,
      adapter,
      jwks: { keys: signing.map(privateJwk) },
      cookies: { ...options.cookies, keys: signatures },
      findAccount: (_ctx, sub, token) => this.#account(sub, token),
      loadExistingGrant: (ctx) => this.#grantOf(ctx),
      interactions: {
        policy: interactionRules(library.interactionPolicy),
        url: (ctx, { uid }) => {
          ctx.res.appendHeader('Set-Cookie', this.interactionCookies.issue(uid, ctx.req.headers.cookie));
          return `/interaction/${uid}`;
        },
      },
      renderError: (ctx, out) => this.pages.error(ctx, out),
      features: {
        ...options.features,
        deviceFlow: {
          enabled: true,
          deviceInfo: () => deviceInfo(currentOidcCall(), this.places),
          ...this.pages.device,
        },
        rpInitiatedLogout: { enabled: true, ...this.pages.logout },
      },
    };
    const provider = new library.Provider(this.settings.publicUrl, configuration);
    provider.proxy = true;
    provider.on('server_error', (ctx, error) => this.pages.serverError(ctx, error));
    const bridging = { ids: this.#ids, signatures };
    provider.use(async (ctx, next) => {
      try {
        await this.bridge.around(provider, ctx as KoaContextWithOIDC, next, bridging);
        this.pages.drawInstead(ctx as KoaContextWithOIDC);
      } catch (error) {
        this.pages.failure(ctx as KoaContextWithOIDC, error);
      }
    });
    return provider;
  }

  #account(
    sub: string,
    token:
      | {
          clientId?: string | undefined;
          sessionUid?: string | undefined;
          kind?: string;
          gty?: string | undefined;
        }
      | undefined,
  ): Promise<Account | undefined> {
    // A device is no part of the session in which its code was typed.
    const isOfDevice = token?.kind === 'DeviceCode' || token?.gty?.includes('device_code') === true;
    return this.#accountOf(sub, token?.clientId, isOfDevice ? undefined : token?.sessionUid);
  }

  async #accountOf(sub: string, clientId: string | undefined, sid: string | undefined) {
    const client = clientId === undefined ? undefined : await clientOfCall(this.clients, clientId);
    const clientSid =
      clientId === undefined || sid === undefined ? undefined : this.#ids.clientSid(sid, clientId);
    return this.accounts.account(sub, client?.metadata, clientSid);
  }

  /**
   * The grant of this session and client, or what the interaction has just decided. Where the person has agreed before,
   * in another session, it is made anew without asking.
   */
  async #grantOf(ctx: KoaContextWithOIDC) {
    const { Grant } = ctx.oidc.provider;
    const decided = ctx.oidc.result?.consent?.grantId;
    if (decided !== undefined) return Grant.find(decided);
    return this.bridge.grantOf(ctx, this.#ids);
  }
}

/** The engine wants private halves, as JWKs (RFC 7517). */
function privateJwk({ kid, privateKey, publicJwk }: SigningKey) {
  return { ...privateKey.export({ format: 'jwk' }), kid, alg: publicJwk.alg, use: 'sig' };
}
