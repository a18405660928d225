import { Injectable } from '@nestjs/common';
import { ApiError } from '../../../platform/http/api-error.ts';
import { SceneDecisions } from '../../scenes/scene-decisions.ts';
import { ChatStore, type Question } from './chat-store.ts';

/** Only the newest question of a person can be answered. */
@Injectable()
export class NewestQuestion {
  constructor(
    private readonly store: ChatStore,
    private readonly decisions: SceneDecisions,
  ) {}

  /** Makes it the newest; the browser that waits for the one before is told. */
  async make(openid: string, question: Question, lifetimeMs: number): Promise<void> {
    const before = await this.store.ask(openid, question, lifetimeMs);
    if (before === undefined || before.scene === question.scene) return;
    try {
      await this.#giveUp(before);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status >= 500) throw error; // else it has ended by itself
    }
  }

  async #giveUp(before: Question): Promise<void> {
    if (!('page' in before)) {
      await this.decisions.reject(before.scene, before.userId);
      return;
    }
    const page = await this.store.page(before.page);
    if (page?.person === undefined) return; // nobody has opened it: its code may be scanned by somebody else
    const { status } = await this.decisions.findOpen(page.scene, page.method);
    // What was confirmed on the page has been answered.
    if (status === 'scanned') await this.decisions.reject(page.scene, page.person);
  }
}
