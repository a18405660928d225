import { asOptions, WxFailure } from './wx-call.ts';
import type { Dialogs } from '../view/dialogs.ts';
import type { AppCode } from '../logic/app-code.ts';
import type { DialogWords } from './dialog-words.ts';
import type { WxCall } from './wx-call.ts';

type PrivacyListener = (resolve: (answer: unknown) => void, event: unknown) => unknown;

/** The person said no to the privacy guide. */
const ERRNO_REFUSED = 104;

/**
 * The privacy guide that WeChat has enforced since October 2023, in its basic form: whether consent is still
 * needed, asking for it (through the program's own listener, else with a plain modal), and remembering it.
 */
export class Privacy {
  #agreed: boolean;
  #listener: PrivacyListener | null = null;
  readonly #dialogs: Dialogs;
  readonly #code: AppCode;
  readonly #words: DialogWords;

  /** @param agreed - whether the person has consented before */
  constructor(agreed: boolean, dialogs: Dialogs, code: AppCode, words: DialogWords) {
    this.#agreed = agreed;
    this.#dialogs = dialogs;
    this.#code = code;
    this.#words = words;
  }

  /** `<button open-type="agreePrivacyAuthorization">` was tapped. */
  agree(): void {
    this.#agreed = true;
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

  /** Resolves when the person consents. @throws WxFailure errno 104 when they refuse */
  async require(referrer: string): Promise<void> {
    if (this.#agreed) return;
    const listener = this.#listener;
    const agreed = listener ? await this.#askProgram(listener, referrer) : await this.#askPlainly();
    if (!agreed) throw new WxFailure('privacy permission is not authorized', ERRNO_REFUSED);
    this.#agreed = true;
  }

  #askProgram(listener: PrivacyListener, referrer: string): Promise<boolean> {
    return new Promise((resolve) => {
      const answer = (value: unknown) => {
        const { event } = asOptions(value);
        // `exposureAuthorization` only tells that the pop-up is visible; the answer comes later.
        if (event === 'agree' || event === 'disagree') resolve(event === 'agree');
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
