import { Injectable } from '@nestjs/common';
import type { Kysely } from 'kysely';
import type { Tables } from '../platform/database/tables.ts';

/** Sessions that end together before their time. */
export interface SessionsEnd {
  /** Those that were live. */
  readonly ended: readonly { readonly sid: string; readonly userId: string }[];
  /**
   * The person of whom everything ends: signed out everywhere, blocked or deleted. Undefined when one session ends. There
   * may be no live session among `ended`, and still something that outlives sessions.
   */
  readonly everythingOf: string | undefined;
}

/** What else changes in the transaction in which sessions end. */
export type EndingStep = (queries: Kysely<Tables>, end: SessionsEnd) => Promise<void>;

/** What other features do when sessions end. They come after sessions, so they give their steps at the start. */
@Injectable()
export class EndingSteps {
  readonly #steps: EndingStep[] = [];

  add(step: EndingStep): void {
    this.#steps.push(step);
  }

  /** Runs every step in the transaction that ends the sessions: a step that fails ends none. */
  async run(queries: Kysely<Tables>, end: SessionsEnd): Promise<void> {
    if (end.ended.length === 0 && end.everythingOf === undefined) return;
    for (const step of this.#steps) await step(queries, end);
  }
}
