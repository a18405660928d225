import type { SceneRecord } from '@maqiao/shared';
import { Injectable } from '@nestjs/common';
import { Limits } from '../../limits/limits.ts';
import { ApiError } from '../../platform/http/api-error.ts';
import type { ClientAddress } from '../../platform/http/client-address.ts';
import { AccountPerson } from '../methods/official-account/account-person.ts';
import { ChatStore, type ConfirmPage } from '../methods/official-account/chat-store.ts';
import { PageQuestions } from '../methods/official-account/page-questions.ts';
import { Places } from '../places/places.ts';
import { SceneDecisions } from '../scenes/scene-decisions.ts';
import { SceneScanners } from '../scenes/scene-scanners.ts';
import type { ConfirmView } from './confirm-view.ts';
import type { ConfirmAnswer } from './confirm-form.ts';

/**
 * What a person does with a scene on its confirm page: as the mini program does, by the same decisions. Every call is for
 * the person whom the page is for: the controller has asked for the proof.
 */
@Injectable()
export class ConfirmScenes {
  constructor(
    private readonly store: ChatStore,
    private readonly pages: PageQuestions,
    private readonly decisions: SceneDecisions,
    private readonly scanners: SceneScanners,
    private readonly person: AccountPerson,
    private readonly places: Places,
    private readonly limits: Limits,
  ) {}

  /** Whether the chat leads to such pages. */
  get areUsed(): boolean {
    return this.pages.areUsed;
  }

  async exists(id: string): Promise<boolean> {
    return (await this.store.page(id)) !== undefined;
  }

  /** What the page shows now; changes nothing. */
  async view(id: string): Promise<ConfirmView> {
    const page = await this.store.page(id);
    const seen = page && (await this.decisions.look(page.scene, page.person));
    if (page === undefined || seen === undefined) return failed('scene_expired');
    const { status, request, isScanner, wasConfirmed, canTakeBack, ageMs } = seen;
    if (isScanner && (status === 'confirmed' || status === 'consumed'))
      return { at: 'confirmed', request, canTakeBack };
    if (isScanner && status === 'rejected' && wasConfirmed) return { at: 'declined', request, undone: true };
    // What is decided stays so; what is not counts only while nothing newer was scanned.
    if (!(await this.#isNewest(id, page))) return { at: 'newer' };
    switch (status) {
      case 'expired':
        return failed('scene_expired');
      case 'cancelled':
        return failed('scene_closed');
      case 'rejected':
        return isScanner ? { at: 'declined', request, undone: false } : failed('scene_closed');
      default:
        if (isScanner) return { at: 'asking', request, ageMs };
        return page.person === undefined ? { at: 'opening' } : failed('scene_taken');
    }
  }

  /**
   * Does what the person has chosen, where the page offers it.
   * @returns what they are shown instead of the page as it is now
   * @throws ApiError of the decisions
   */
  async answer(
    id: string,
    { answer, number }: ConfirmAnswer,
    address: ClientAddress,
  ): Promise<ConfirmView | undefined> {
    const view = await this.view(id);
    const page = await this.store.page(id);
    if (page === undefined) return failed('scene_expired');
    const { scene, person } = page;
    if (answer === 'open' && view.at === 'opening') {
      await this.#open(id, page, address);
      return undefined;
    }
    if (person === undefined) return undefined;
    if (view.at === 'asking') {
      if (answer === 'confirm') {
        if (view.request.match === 'number' && number === undefined) return { ...view, lacksNumber: true };
        await this.decisions.confirm(scene, person, number);
      } else if (answer === 'reject' || answer === 'not_me') {
        await this.decisions.reject(scene, person, answer === 'not_me' ? answer : undefined);
      }
    } else if (view.at === 'confirmed' && answer === 'take_back') {
      if (!view.canTakeBack) return { ...view, tooLate: true };
      await this.decisions.reject(scene, person, 'not_me');
    }
    return undefined;
  }

  /** Makes the person the scanner. The phone's address is known now, as it is of a mini program. */
  async #open(id: string, page: ConfirmPage, address: ClientAddress): Promise<void> {
    const found = await this.decisions.findOpen(page.scene, page.method);
    await this.limits.scan(address.ip);
    const person = await this.#scan(found, page.openid, address);
    await this.store.keepPage(id, { ...page, person }, this.pages.lifetimeMs);
  }

  /** @returns the scanner, as scenes name them */
  async #scan(
    found: Readonly<SceneRecord>,
    openid: string,
    { visitor: ip, certain }: ClientAddress,
  ): Promise<string> {
    const near = this.places.near(found.browser, { ip, ipUncertain: !certain });
    // WeChat does not say how a code of the account was scanned.
    const device = { near, entry: null };
    const proven = await this.person.prove(openid);
    const { person } = await this.scanners.scan(found, proven, device);
    return person.id;
  }

  async #isNewest(id: string, { openid }: ConfirmPage): Promise<boolean> {
    const newest = await this.store.newest(openid);
    return newest !== undefined && 'page' in newest && newest.page === id;
  }
}

function failed(code: ApiError['code']): ConfirmView {
  return { at: 'failed', code, status: new ApiError(code).status };
}
