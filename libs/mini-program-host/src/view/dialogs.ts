import type { AppCode } from '../logic/app-code.ts';

export interface ModalRequest {
  title: string;
  content: string;
  showCancel: boolean;
  confirmText: string;
  cancelText: string;
  editable: boolean;
  placeholder: string;
}

export interface ModalAnswer {
  confirm: boolean;
  cancel: boolean;
  content: string | null;
}

/** Toasts, modals and action sheets, drawn above the pages. A modal is a modal: the page below cannot be tapped. */
export class Dialogs {
  readonly #host: HTMLElement;
  readonly #code: AppCode;
  readonly #changed: () => void;
  #toast: HTMLElement | null = null;
  #toastTimer: number | undefined;
  #open: HTMLElement | null = null;

  constructor(host: HTMLElement, code: AppCode, changed: () => void) {
    this.#host = host;
    this.#code = code;
    this.#changed = changed;
  }

  /** The words of the toast or the loading note that is up. */
  get toast(): string | null {
    return this.#toast?.textContent ?? null;
  }

  /** The open modal or action sheet. */
  get open(): HTMLElement | null {
    return this.#open;
  }

  /** @param milliseconds - null: until hideToast, as a loading note stays */
  showToast(title: string, milliseconds: number | null): void {
    this.hideToast();
    const overlay = this.#element('div', 'mp-overlay');
    overlay.append(this.#element('div', 'mp-toast', title));
    overlay.setAttribute('role', 'status');
    this.#host.append(overlay);
    this.#toast = overlay;
    if (milliseconds !== null) this.#toastTimer = this.#code.later(() => this.hideToast(), milliseconds);
    this.#changed();
  }

  hideToast(): void {
    this.#code.cancel(this.#toastTimer);
    this.#toast?.remove();
    this.#toast = null;
    this.#changed();
  }

  /** Resolves when the person has answered. A second modal waits behind the first, as a phone shows one. */
  modal(request: ModalRequest): Promise<ModalAnswer> {
    return this.#ask<ModalAnswer>((answer) => {
      const box = this.#element('div', 'mp-modal');
      box.setAttribute('role', 'alertdialog');
      if (request.title) box.append(this.#element('div', 'mp-modal-title', request.title));
      const field = this.#host.ownerDocument.createElement('input');
      if (request.editable) {
        field.className = 'mp-modal-content';
        field.placeholder = request.placeholder;
        field.value = request.content;
        box.append(field);
      } else box.append(this.#element('div', 'mp-modal-content', request.content));
      const buttons = this.#element('div', 'mp-modal-buttons');
      const content = () => (request.editable ? field.value : null);
      if (request.showCancel) {
        const cancelled = () => answer({ confirm: false, cancel: true, content: null });
        buttons.append(this.#button(request.cancelText, cancelled));
      }
      const confirmed = () => answer({ confirm: true, cancel: false, content: content() });
      buttons.append(this.#button(request.confirmText, confirmed));
      box.append(buttons);
      return box;
    });
  }

  /** Resolves with the chosen index, or null when the person cancelled. */
  actionSheet(items: string[], cancelText: string): Promise<number | null> {
    return this.#ask<number | null>((answer) => {
      const sheet = this.#element('div', 'mp-sheet');
      sheet.setAttribute('role', 'dialog');
      sheet.append(...items.map((item, index) => this.#button(item, () => answer(index))));
      sheet.append(this.#button(cancelText, () => answer(null)));
      return sheet;
    });
  }

  close(): void {
    this.hideToast();
    this.#open?.remove();
    this.#open = null;
  }

  #queue: Promise<unknown> = Promise.resolve();

  #ask<T>(build: (answer: (value: T) => void) => HTMLElement): Promise<T> {
    const asked = this.#queue.then(
      () =>
        new Promise<T>((resolve) => {
          const overlay = this.#element('div', 'mp-overlay');
          const box = build((value) => {
            overlay.remove();
            this.#open = null;
            this.#changed();
            resolve(value);
          });
          overlay.append(this.#element('div', 'mp-shade'), box);
          this.#host.append(overlay);
          this.#open = overlay;
          this.#changed();
        }),
    );
    this.#queue = asked;
    return asked;
  }

  #element(tag: string, className: string, text = ''): HTMLElement {
    const element = this.#host.ownerDocument.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  }

  #button(text: string, press: () => void): HTMLElement {
    const button = this.#host.ownerDocument.createElement('button');
    button.type = 'button';
    button.textContent = text;
    button.addEventListener('click', press);
    return button;
  }
}
