import type { OwnApp } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { AuditedClient } from '../audit/security-event.ts';

/** One kind of software that people let know who they are. */
export interface AppSource {
  /** Those that this person has let know who they are. */
  list(userId: string): Promise<OwnApp[]>;
  /**
   * Ends all that it has of this person: consent, grants and tokens. Again it changes nothing.
   * @returns as what it is registered; of a protected site its host; undefined when it had nothing
   */
  end(userId: string, app: OwnApp): Promise<string | undefined>;
}

/** The kinds that there are: each feature registers its own at the start, and none of them knows another. */
@Injectable()
export class AppSources {
  readonly #sources: AppSource[] = [];

  add(source: AppSource): void {
    this.#sources.push(source);
  }

  /** Every app of a person, the one allowed last first. */
  async list(userId: string): Promise<OwnApp[]> {
    const lists = await Promise.all(this.#sources.map((source) => source.list(userId)));
    return lists.flat().sort((one, other) => other.allowedAt.localeCompare(one.allowedAt));
  }

  /** @returns what was ended, for the audit log; undefined when this person has none with this id */
  async end(userId: string, id: string): Promise<AuditedClient | undefined> {
    for (const source of this.#sources) {
      const app = (await source.list(userId)).find((one) => one.id === id);
      if (app === undefined) continue;
      return { id: await source.end(userId, app), name: app.name };
    }
    return undefined;
  }
}

/** The public id of an app: 43 characters of base64url. @param name unique within its kind */
export function appIdOf(kind: OwnApp['kind'], name: string): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, name]))
    .digest('base64url');
}
