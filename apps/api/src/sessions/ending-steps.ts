import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import type { Tables } from '../platform/database/tables.ts';

/** Sessions that end together before their time. */
export interface SessionsEnd {
  /** Those that were live. */
  readonly ended: readonly { readonly sid: string; readonly userId: string }[];
  /**
   * The person who is signed out everywhere, blocked or deleted; `ended` may be empty then. Undefined when one session
   * ends.
   */
  readonly everythingOf: string | undefined;
}

/** Runs in the transaction that ends sessions. */
export type EndingStep = (queries: Kysely<Tables>, end: SessionsEnd) => Promise<void>;

/** Steps of other features that run when sessions end. The sessions room does not import them: they register at the start. */
@Injectable()
export class EndingSteps {
  readonly #steps: EndingStep[] = [];

  add(step: EndingStep): void {
    this.#steps.push(step);
  }

  /** Runs every step. When one throws, the transaction is rolled back and no session ends. */
  async run(queries: Kysely<Tables>, end: SessionsEnd): Promise<void> {
    if (end.ended.length === 0 && end.everythingOf === undefined) return;
    for (const step of this.#steps) await step(queries, end);
  }
}
