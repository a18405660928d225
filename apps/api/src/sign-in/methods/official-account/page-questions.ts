import { randomBytes } from 'node:crypto';
import { TERMINAL_LIFETIME_MS, type SceneRecord } from '@maqiao/shared';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../../config/settings.ts';
import { Limits } from '../../../limits/limits.ts';
import { ApiError } from '../../../platform/http/api-error.ts';
import { loginRequestOf } from '../../scenes/login-request.ts';
import { SceneDecisions } from '../../scenes/scene-decisions.ts';
import { ChatStore, type ConfirmPage, type PageQuestion } from './chat-store.ts';
import { linkTo, reminderOf } from './chat-words.ts';
import { usesPage } from './confirm-setting.ts';
import { NewestQuestion } from './newest-question.ts';

/**
 * Questions that are answered on the confirm page (`sign-in/confirm-page`), where `WECHAT_OFFICIAL_ACCOUNT_CONFIRM` says so.
 * Nobody is the scanner of a scene before they have opened the page: a link that is only looked at changes nothing.
 */
@Injectable()
export class PageQuestions {
  constructor(
    @Inject(SETTINGS)
    private readonly settings: Pick<
      Settings,
      'lifetimes' | 'publicUrl' | 'siteName' | 'siteNames' | 'wechat'
    >,
    private readonly store: ChatStore,
    private readonly newest: NewestQuestion,
    private readonly decisions: SceneDecisions,
    private readonly limits: Limits,
  ) {}

  get areUsed(): boolean {
    return usesPage(this.settings);
  }

  /**
   * Makes the page for a scene that somebody has scanned; the same one if they scan it again.
   * @returns what they read in the chat: who asks, and the link
   */
  async send(openid: string, found: Readonly<SceneRecord>, method: ConfirmPage['method']): Promise<string> {
    await this.limits.person(openid);
    const id = (await this.#idOf(openid, found.scene)) ?? randomBytes(16).toString('hex');
    if ((await this.store.page(id)) === undefined)
      await this.store.keepPage(id, { scene: found.scene, method, openid }, this.lifetimeMs);
    await this.newest.make(openid, { scene: found.scene, page: id }, this.lifetimeMs);
    return linkTo(loginRequestOf(found, this.settings), this.#addressOf(id));
  }

  /** For somebody who types digits in the chat all the same; undefined when nothing is left to decide. */
  async remind({ page: id }: PageQuestion): Promise<string | undefined> {
    const page = await this.store.page(id);
    if (page === undefined) return undefined;
    try {
      const { status } = await this.decisions.findOpen(page.scene, page.method);
      return status === 'pending' || status === 'scanned' ? reminderOf(this.#addressOf(id)) : undefined;
    } catch (error) {
      if (error instanceof ApiError && error.status < 500) return undefined;
      throw error;
    }
  }

  /** As long as anything of its scene can be seen or taken back, in milliseconds. */
  get lifetimeMs(): number {
    const { pending, scanned, delivery } = this.settings.lifetimes;
    return pending + scanned + delivery + TERMINAL_LIFETIME_MS;
  }

  async #idOf(openid: string, scene: string): Promise<string | undefined> {
    const newest = await this.store.newest(openid);
    return newest !== undefined && 'page' in newest && newest.scene === scene ? newest.page : undefined;
  }

  #addressOf(id: string): string {
    return `${this.settings.publicUrl}/confirm/${id}`;
  }
}
