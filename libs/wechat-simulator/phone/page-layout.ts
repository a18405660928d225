import { element } from './element.ts';
import { words } from './words.ts';

/** The phone, and the panel beside it. */
export function pageLayout(
  phone: HTMLElement,
  person: HTMLElement,
  scanning: HTMLElement,
  browser: HTMLElement,
  network: HTMLElement,
): HTMLElement {
  return element(
    'main',
    {},
    phone,
    element(
      'aside',
      { class: 'panel' },
      element(
        'p',
        { class: 'brand' },
        element('span', { class: 'seal', 'aria-hidden': 'true' }),
        words.title,
      ),
      element('p', { class: 'banner', id: 'banner' }, words.banner),
      person,
      element('section', { class: 'panel-part' }, scanning),
      browser,
      network,
    ),
  );
}

/** Who holds the phone, and a button to change that. */
export class PersonPart {
  readonly view: HTMLElement;
  readonly #name = element('strong', { id: 'person' });

  constructor(change: () => void) {
    this.view = element(
      'section',
      { class: 'panel-part person-part', hidden: true },
      element('div', {}, element('span', { class: 'soft small' }, words.person), this.#name),
      element('button', { type: 'button', class: 'quiet', onclick: change }, words.change),
    );
  }

  /** null: nobody. */
  show(name: string | null): void {
    this.#name.textContent = name;
    this.view.hidden = name === null;
  }
}
