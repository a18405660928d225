import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../../config/settings.ts';
import { DigitGuesses } from '../../../limits/digit-guesses.ts';
import { Unsubscriptions } from '../../../people/identities/unsubscriptions.ts';
import { ApiError } from '../../../platform/http/api-error.ts';
import type { PushHandler } from '../../../wechat/push/official-account-push.ts';
import type { PushMessage } from '../../../wechat/push/push-message.ts';
import { SceneDecisions } from '../../scenes/scene-decisions.ts';
import { SceneScanners } from '../../scenes/scene-scanners.ts';
import { AccountPerson } from './account-person.ts';
import { ChatStore, type ChatQuestion } from './chat-store.ts';
import { CHAT_WORDS, ENDINGS, questionOf } from './chat-words.ts';
import { NewestQuestion } from './newest-question.ts';
import { PageQuestions } from './page-questions.ts';
import { readChatMessage } from './read-chat-message.ts';

/** Errors that a person can understand; every other one is “try again”. */
const WORDS_OF_ERRORS: Partial<Record<ApiError['code'], string>> = {
  scene_not_found: CHAT_WORDS.ended,
  scene_closed: CHAT_WORDS.ended,
  scene_expired: CHAT_WORDS.ended,
  identity_taken: CHAT_WORDS.identityTaken,
  not_same_person: CHAT_WORDS.notSamePerson,
  not_scanner: CHAT_WORDS.ended,
  scene_taken: CHAT_WORDS.taken,
  number_mismatch: CHAT_WORDS.mismatch,
  login_blocked: CHAT_WORDS.blocked,
  rate_limited: CHAT_WORDS.tooOften,
};

/** Errors of a scene that somebody else has taken, or that is gone: its six digits are spent. */
const SPENT: ReadonlySet<ApiError['code']> = new Set([
  'scene_not_found',
  'scene_closed',
  'scene_expired',
  'not_scanner',
  'scene_taken',
]);

/**
 * The chat with the account, for both of its methods. A scan, or six digits, opens a question only: who asks. The person
 * answers with the two digits that the browser shows from then on, or refuses with 0; or on the page that the answer leads
 * to.
 */
@Injectable()
export class AccountChat implements PushHandler {
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'lifetimes' | 'loginMethods'>,
    private readonly store: ChatStore,
    private readonly newest: NewestQuestion,
    private readonly pages: PageQuestions,
    private readonly person: AccountPerson,
    private readonly decisions: SceneDecisions,
    private readonly scanners: SceneScanners,
    private readonly guesses: DigitGuesses,
    private readonly unsubscriptions: Unsubscriptions,
  ) {}

  /** @throws ApiError `unavailable` while the store is away: WeChat's repeat tries again */
  async handle(message: PushMessage): Promise<string | undefined> {
    const { from } = message;
    const said = readChatMessage(message);
    switch (said.kind) {
      case 'scan':
        return this.#offers('official-account')
          ? worded(this.#ask(from, said.scene, 'official-account'))
          : undefined;
      case 'six-digits':
        return this.#offers('message') ? worded(this.#digits(from, said.digits)) : undefined;
      case 'answer': {
        const question = await this.store.newest(from);
        if (question !== undefined && 'page' in question) return this.pages.remind(question);
        return question && worded(this.#answer(from, question, said.text));
      }
      case 'unsubscribe':
        await this.unsubscriptions.unsubscribed(this.person.keyOf(from));
        return undefined; // the owner's own program is told as well
      case 'other':
        return undefined;
    }
  }

  late(message: PushMessage): string | undefined {
    const { kind } = readChatMessage(message);
    const isOurs =
      (kind === 'scan' && this.#offers('official-account')) ||
      (kind === 'six-digits' && this.#offers('message'));
    return isOurs ? CHAT_WORDS.tryAgain : undefined;
  }

  /** Makes the sender the scanner of a scene, and asks them whether it is theirs; or sends them to the page that does. */
  async #ask(openid: string, scene: string, method: 'official-account' | 'message'): Promise<string> {
    const found = await this.decisions.findOpen(scene, method);
    if (this.pages.areUsed) return this.pages.send(openid, found, method);
    const proven = await this.person.prove(openid);
    // Nothing is known of where the phone is, so the number is always asked for.
    const device = { near: 'unknown', entry: null, byChat: true } as const;
    const { person, request } = await this.scanners.scan(found, proven, device);
    const question = { scene, userId: person.id, purpose: request.purpose };
    await this.newest.make(openid, question, this.settings.lifetimes.scanned);
    return questionOf(request);
  }

  async #digits(openid: string, digits: string): Promise<string> {
    if (!(await this.guesses.mayTry(openid, () => this.person.isKnown(openid))))
      return CHAT_WORDS.wrongDigits;
    const scene = await this.store.sceneOf(digits);
    if (scene === undefined || !(await this.#isPending(scene))) return CHAT_WORDS.wrongDigits;
    await this.guesses.right(openid);
    try {
      return await this.#ask(openid, scene, 'message');
    } catch (error) {
      // Somebody else was quicker, or the page is gone: these digits are spent.
      if (error instanceof ApiError && SPENT.has(error.code)) return CHAT_WORDS.wrongDigits;
      throw error;
    }
  }

  async #isPending(scene: string): Promise<boolean> {
    try {
      return (await this.decisions.findOpen(scene, 'message')).status === 'pending';
    } catch (error) {
      if (error instanceof ApiError && error.status < 500) return false;
      throw error;
    }
  }

  async #answer(openid: string, question: ChatQuestion, text: string): Promise<string> {
    const { scene, userId, purpose } = question;
    const words = ENDINGS[purpose ?? 'sign-in'];
    if (text === '0') {
      await this.decisions.reject(scene, userId, 'not_me');
      await this.store.close(openid, question);
      return words.refused;
    }
    // A bare “1” is what people type without reading.
    if (text.length !== 2) return CHAT_WORDS.wantsTwoDigits;
    try {
      await this.decisions.confirm(scene, userId, text);
    } catch (error) {
      if (error instanceof ApiError && error.status < 500) await this.store.close(openid, question);
      throw error;
    }
    await this.store.close(openid, question);
    return words.confirmed;
  }

  #offers(method: 'official-account' | 'message'): boolean {
    return this.settings.loginMethods.includes(method);
  }
}

/** What an error means to the person. @throws what is no ApiError, and `unavailable`: WeChat's repeat tries again */
async function worded(work: Promise<string>): Promise<string> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ApiError) || error.code === 'unavailable') throw error;
    return WORDS_OF_ERRORS[error.code] ?? CHAT_WORDS.tryAgain;
  }
}
