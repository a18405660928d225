import { Logger, type OnModuleDestroy } from '@nestjs/common';
import type { JWK } from 'jose';
import type { Clock } from '../../platform/clock/clock.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { sessionMessages } from '../session-messages.ts';
import type { Database } from '../../platform/database/database.ts';
import type { MaqiaoSecret } from '../../platform/secret/maqiao-secret.ts';
import { makeSigningKey, openSigningKey, type SigningAlgorithm, type SigningKey } from './signing-key.ts';

/** How long a key is published before it signs: longer than the five minutes for which the JWKS may be cached. */
const PUBLISHED_AHEAD_MS = 10 * 60_000;
const ROTATION_AGE_MS = 90 * 86_400_000;
const RELOAD_INTERVAL_MS = 60_000;
/** Tokens with unknown key ids may cause a read of the database no more often than this. */
const UNKNOWN_KID_COOLDOWN_MS = 5_000;

/** Which key takes over, and when. Times are Unix milliseconds. */
export interface KeyRotation {
  readonly kid: string;
  readonly signsFrom: number;
  /** The key that signs until then, and how long it stays published after that: until its last token has expired. */
  readonly previous: { readonly kid: string; readonly publishedUntil: number } | undefined;
  /** Whether this call made the key; false when a successor was on its way already. */
  readonly made: boolean;
}

/** One line of keys that follow each other. */
export interface KeyFamily {
  readonly algorithm: SigningAlgorithm;
  readonly table: 'signing_keys' | 'rsa_signing_keys';
  /** How long a key stays published after its successor has begun to sign: until what it has signed has expired. */
  readonly outlivesSuccessionMs: number;
}

/**
 * The keys that sign tokens, shared by all instances through the database. Generations follow each other;
 * the newest one whose time has come signs, and the one before is published until its last token has expired.
 */
export class SigningKeys implements OnModuleDestroy {
  readonly #logger = new Logger('SigningKeys');
  /** By generation, oldest first, without the retired. */
  #keys: readonly SigningKey[] = [];
  #reloading: Promise<void> | undefined;
  /** By the steady clock. */
  #reloadedAt = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly database: Database,
    private readonly secret: MaqiaoSecret,
    private readonly clock: Clock,
    private readonly family: KeyFamily,
  ) {}

  /** Loads the keys. There may be none: see {@link ensureFirst}. */
  static async open(
    database: Database,
    secret: MaqiaoSecret,
    clock: Clock,
    family: KeyFamily,
  ): Promise<SigningKeys> {
    const keys = new SigningKeys(database, secret, clock, family);
    await keys.reload();
    keys.#timer = setInterval(() => void keys.#tick(), RELOAD_INTERVAL_MS).unref();
    return keys;
  }

  /** Makes the first key, which signs at once, when there is none. */
  async ensureFirst(): Promise<void> {
    if (this.#keys.length > 0) return;
    await this.#add(1, this.clock.now());
    await this.reload();
  }

  /** The key that signs now. */
  signer(): SigningKey {
    const now = this.clock.now();
    // The first key signs at once, also by the clock of an instance that is a little behind its maker's.
    const key = this.#keys.findLast((candidate) => candidate.signsFrom <= now) ?? this.#keys[0];
    if (key === undefined) throw new Error('there is no signing key');
    return key;
  }

  /** A published key by its id; for an unknown id it reads once whether another instance has made it. */
  async find(kid: string): Promise<SigningKey | undefined> {
    const found = this.#published(kid);
    if (found !== undefined || this.clock.steady() - this.#reloadedAt < UNKNOWN_KID_COOLDOWN_MS) return found;
    await this.reload();
    return this.#published(kid);
  }

  /** Public keys that sign, will sign, or have signed a token that may still be valid (RFC 7517). */
  jwks(): { keys: JWK[] } {
    const now = this.clock.now();
    return { keys: this.#unretired(now).map((key) => key.publicJwk) };
  }

  /** Everything that {@link jwks} publishes, with private halves: what signs now, then the others, successors last. */
  forSigning(): readonly SigningKey[] {
    const now = this.clock.now();
    const keys = this.#unretired(now);
    if (keys.length === 0) return [];
    const signer = this.signer();
    const others = keys.filter((key) => key !== signer);
    return [
      signer,
      ...others.filter((key) => key.signsFrom <= now),
      ...others.filter((key) => key.signsFrom > now),
    ];
  }

  /**
   * Makes a successor that begins to sign in ten minutes. Called twice, or on two instances at once, it makes
   * one: a successor that does not sign yet is the answer.
   */
  async rotate(): Promise<KeyRotation> {
    const newest = await this.#newest();
    const now = this.clock.now();
    const made =
      newest.signsFrom <= now && (await this.#add(newest.generation + 1, now + PUBLISHED_AHEAD_MS));
    const { kid, signsFrom } = await this.#newest();
    const previous = this.#keys.at(-2);
    const publishedUntil = signsFrom + this.family.outlivesSuccessionMs;
    return { kid, signsFrom, previous: previous && { kid: previous.kid, publishedUntil }, made };
  }

  /**
   * For a key that has leaked: makes one that signs at once, and removes all others, a successor on its way included.
   * Other instances follow when they reload, within a minute; from then on tokens of the removed keys are invalid.
   */
  async replaceAll(): Promise<KeyRotation> {
    const newest = await this.#newest();
    const made = await this.#add(newest.generation + 1, this.clock.now());
    // Deleted after the insert: an instance that reads in between must find a key.
    await this.database.queries
      .deleteFrom(this.#table)
      .where('generation', '<=', newest.generation)
      .execute();
    const { kid, signsFrom } = await this.#newest();
    return { kid, signsFrom, previous: undefined, made };
  }

  /** Reads what other instances have made; removes what is retired. One read at a time. */
  reload(): Promise<void> {
    this.#reloading ??= this.#load().finally(() => {
      this.#reloading = undefined;
    });
    return this.#reloading;
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  async #load(): Promise<void> {
    const rows = await this.database.queries
      .selectFrom(this.#table)
      .selectAll()
      .orderBy('generation')
      .execute();
    const known = new Map(this.#keys.map((key) => [key.kid, key]));
    const keys = rows.map((row) => known.get(row.kid) ?? openSigningKey(this.secret, row));
    const now = this.clock.now();
    const retired = keys.filter((key) => this.#isRetired(key, keys, now)).map((key) => key.kid);
    this.#keys = keys.filter((key) => !retired.includes(key.kid));
    this.#reloadedAt = this.clock.steady();
    if (retired.length > 0) {
      await this.database.queries.deleteFrom(this.#table).where('kid', 'in', retired).execute();
    }
  }

  /** The last of the keys that the database holds now. */
  async #newest(): Promise<SigningKey> {
    await this.reload();
    const newest = this.#keys.at(-1);
    if (newest === undefined) throw new Error('there is no signing key');
    return newest;
  }

  /** Adds a generation unless another instance was faster. @returns whether it was added */
  async #add(generation: number, signsFrom: number): Promise<boolean> {
    const row = await makeSigningKey(this.secret, this.family.algorithm, {
      generation,
      created_at: this.clock.now(),
      signs_from: signsFrom,
    });
    const inserted = await this.database.queries
      .insertInto(this.#table)
      .values(row)
      .onConflict((conflict) => conflict.column('generation').doNothing())
      .returning('kid')
      .executeTakeFirst();
    return inserted !== undefined;
  }

  async #tick(): Promise<void> {
    try {
      await this.reload();
      const newest = this.#keys.at(-1);
      if (newest !== undefined && this.clock.now() - newest.signsFrom > ROTATION_AGE_MS) await this.rotate();
    } catch (error) {
      const why = error instanceof Error ? error.message : 'unknown';
      this.#logger.warn(localize(sessionMessages.signing_keys_unread, { why }));
    }
  }

  #published(kid: string): SigningKey | undefined {
    const key = this.#keys.find((candidate) => candidate.kid === kid);
    return key !== undefined && this.#isRetired(key, this.#keys, this.clock.now()) ? undefined : key;
  }

  /** The tables of all families have the same columns. */
  get #table(): 'signing_keys' {
    return this.family.table as 'signing_keys';
  }

  #unretired(now: number): readonly SigningKey[] {
    return this.#keys.filter((key) => !this.#isRetired(key, this.#keys, now));
  }

  #isRetired(key: SigningKey, keys: readonly SigningKey[], now: number): boolean {
    const successor = keys.find((other) => other.generation > key.generation);
    return successor !== undefined && successor.signsFrom + this.family.outlivesSuccessionMs <= now;
  }
}
