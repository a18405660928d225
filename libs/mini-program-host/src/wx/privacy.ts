import { asOptions, textOption, WxFailure } from './wx-call.ts';
import type { Dialogs } from '../view/dialogs.ts';
import type { AppCode } from '../logic/app-code.ts';
import type { DialogWords } from './dialog-words.ts';
import type { WxCall } from './wx-call.ts';

type PrivacyListener = (resolve: (answer: unknown) => void, event: unknown) => unknown;

/** The person said no to the privacy guide. */
const ERRNO_REFUSED = 104;
/** The owner's privacy guide does not name what the call uses. */
const ERRNO_UNDECLARED = 112;

/** The state of the privacy guide at the start. */
export interface PrivacySettings {
  /** The person has consented before. */
  agreed: boolean;
  /** The owner's guide in the console names what the program uses. */
  declared: boolean;
  /** Called when the person consents, for a host that stores it. */
  onAgreed: () => void;
}

/**
 * The privacy guide that WeChat has enforced since October 2023, in its basic form: whether consent is still
 * needed, asking for it (through the program's own listener, else with a plain modal), and remembering it. A yes
 * from the listener counts only when the agree button that it names was really tapped.
 */
export class Privacy {
  #agreed: boolean;
  #listener: PrivacyListener | null = null;
  readonly #settings: PrivacySettings;
  readonly #dialogs: Dialogs;
  readonly #code: AppCode;
  readonly #words: DialogWords;
  /** Ids of the agree buttons that were tapped. */
  readonly #tapped = new Set<string>();

  constructor(settings: PrivacySettings, dialogs: Dialogs, code: AppCode, words: DialogWords) {
    this.#agreed = settings.agreed;
    this.#settings = settings;
    this.#dialogs = dialogs;
    this.#code = code;
    this.#words = words;
  }

  /** `<button open-type="agreePrivacyAuthorization">` of that id was tapped. */
  agree(buttonId: string): void {
    this.#tapped.add(buttonId);
    this.#consent();
  }

  calls(call: WxCall): Record<string, (...values: never[]) => unknown> {
    return {
      getPrivacySetting: (options: unknown) =>
        call('getPrivacySetting', options, () => ({
          needAuthorization: !this.#agreed,
          privacyContractName: this.#words.privacyContract,
        })),
      requirePrivacyAuthorize: (options: unknown) =>
        call('requirePrivacyAuthorize', options, () => this.require('requirePrivacyAuthorize')),
      onNeedPrivacyAuthorization: (listener: unknown) => {
        if (typeof listener === 'function') this.#listener = listener as PrivacyListener;
      },
      openPrivacyContract: (options: unknown) => call('openPrivacyContract', options, () => ({})),
    };
  }

  /** Resolves when the person consents. @throws WxFailure errno 104 when they refuse, 112 when nothing is declared */
  async require(referrer: string): Promise<void> {
    if (!this.#settings.declared) {
      throw new WxFailure('api scope is not declared in the privacy agreement', ERRNO_UNDECLARED);
    }
    if (this.#agreed) return;
    const listener = this.#listener;
    const agreed = listener ? await this.#askProgram(listener, referrer) : await this.#askPlainly();
    if (!agreed) throw new WxFailure('privacy permission is not authorized', ERRNO_REFUSED);
    this.#consent();
  }

  #consent(): void {
    if (this.#agreed) return;
    this.#agreed = true;
    this.#settings.onAgreed();
  }

  #askProgram(listener: PrivacyListener, referrer: string): Promise<boolean> {
    return new Promise((resolve) => {
      const answer = (value: unknown) => {
        const { event, buttonId } = asOptions(value);
        // `exposureAuthorization` only means that the pop-up is visible; the answer comes later.
        if (event === 'agree') resolve(this.#tapped.has(textOption(buttonId)));
        else if (event === 'disagree') resolve(false);
      };
      this.#code.run('wx needPrivacyAuthorization listener', () => listener(answer, { referrer }));
    });
  }

  async #askPlainly(): Promise<boolean> {
    const { confirm } = await this.#dialogs.modal({
      title: this.#words.privacyContract,
      content: this.#words.privacyQuestion,
      showCancel: true,
      confirmText: this.#words.agree,
      cancelText: this.#words.refuse,
      editable: false,
      placeholder: '',
    });
    return confirm;
  }
}
