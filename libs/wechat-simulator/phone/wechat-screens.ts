import { AccountChat } from './account-chat.ts';
import { answerSignIn, scanSignIn } from './account-calls.ts';
import type { PhoneFrame } from './phone-frame.ts';
import type { OtherCode } from './scanned-code.ts';
import { linkNote, problemNote, textNote, waitingNote } from './screen-notes.ts';
import type { Person } from './server-calls.ts';
import { signInQuestion } from './sign-in-question.ts';
import { openInWechatBrowser } from './wechat-browser.ts';
import { words } from './words.ts';

/** The screens of WeChat itself that lie above the mini program: the official account, a website's sign-in, a link. */
export class WechatScreens {
  readonly #frame: PhoneFrame;
  readonly #closed: () => void;
  /** Counts openings: what belongs to an earlier one shows nothing. */
  #opening = 0;
  /** What is shown; null when no screen is open. */
  #view: HTMLElement | null = null;

  /** @param closed - called when the person goes back to what was below */
  constructor(frame: PhoneFrame, closed: () => void) {
    this.#frame = frame;
    this.#closed = closed;
  }

  /** Goes back from an open screen; false when there is none. */
  back(): boolean {
    if (!this.#view) return false;
    this.forget();
    this.#closed();
    return true;
  }

  /** Shows the open screen again, after a menu above it; false when there is none. */
  uncover(): boolean {
    if (this.#view) this.#frame.cover(this.#view);
    return this.#view !== null;
  }

  /** The screen was replaced by something else. */
  forget(): void {
    this.#opening += 1;
    this.#view = null;
    this.#frame.showScreenTitle(null);
  }

  /** The chat with the official account; a code is scanned there. */
  async chat(person: Person, code: string | null): Promise<void> {
    const chat = new AccountChat(person.id, code, (name) => this.#frame.showScreenTitle(name));
    await this.#load(
      async () => {
        await chat.open();
        return chat.view;
      },
      () => this.chat(person, code),
    );
  }

  /** What another code opens. */
  async show(person: Person, other: OtherCode): Promise<void> {
    if (other.kind === 'account') return this.chat(person, other.code);
    if (other.kind === 'sign-in') return this.#signIn(person, other.uuid);
    const open = () => openInWechatBrowser(other.url, false);
    return this.#load(
      () => Promise.resolve(linkNote(other.url, open)),
      () => this.show(person, other),
    );
  }

  async #signIn(person: Person, uuid: string): Promise<void> {
    const again = () => this.#signIn(person, uuid);
    await this.#load(async () => {
      const question = await scanSignIn(person.id, uuid);
      return signInQuestion(question, person.label, (answer) => {
        void this.#load(async () => {
          await answerSignIn(person.id, uuid, answer);
          const allowed = answer === 'allow';
          return textNote(allowed ? words.signedIn : words.refused, words.lookAtComputer, words.close, () =>
            this.back(),
          );
        }, again);
      });
    }, again);
  }

  async #load(work: () => Promise<HTMLElement>, again: () => Promise<void>): Promise<void> {
    const mine = ++this.#opening;
    this.#frame.showScreenTitle('');
    this.#cover(waitingNote(words.openingWechat).view);
    let view: HTMLElement;
    try {
      view = await work();
    } catch (error) {
      view = problemNote(error instanceof Error ? error.message : String(error), () => void again());
    }
    if (mine === this.#opening) this.#cover(view);
  }

  #cover(view: HTMLElement): void {
    this.#view = view;
    this.#frame.cover(view);
  }
}
