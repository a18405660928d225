import { element } from './element.ts';
import { language, words } from './words.ts';
import type { Person } from './server-calls.ts';

const REMEMBERED = 'phone.person';

/**
 * The person of this tab, if they still exist: the one chosen in it, else the one chosen last in this browser, so that
 * the choice need not be made again for each code. Two tabs can be two people.
 */
export function rememberedPerson(people: Person[]): Person | null {
  return withStorage(() => {
    const id = sessionStorage.getItem(REMEMBERED) ?? localStorage.getItem(REMEMBERED);
    const known = people.find((person) => person.id === id) ?? null;
    // From now on a choice in another tab does not change this one.
    if (known) sessionStorage.setItem(REMEMBERED, known.id);
    return known;
  });
}

function remember(person: Person): void {
  withStorage(() => {
    sessionStorage.setItem(REMEMBERED, person.id);
    localStorage.setItem(REMEMBERED, person.id);
    return null;
  });
}

/** A browser may keep nothing for a frame in another site's page, and says so by an error. */
function withStorage(use: () => Person | null): Person | null {
  try {
    return use();
  } catch {
    return null;
  }
}

/** A list of all people; the choice is stored. */
export function peoplePicker(people: Person[], choose: (person: Person) => void): HTMLElement {
  const rows = people.map((person) =>
    element(
      'button',
      {
        class: 'person',
        type: 'button',
        'data-person': person.id,
        onclick: () => {
          remember(person);
          choose(person);
        },
      },
      element('span', { class: 'face', 'aria-hidden': 'true' }, initialOf(person.label)),
      element('span', {}, person.label),
    ),
  );
  return element(
    'div',
    { class: 'screen-note', id: 'people' },
    element('h1', {}, words.whose),
    element('p', { class: 'soft' }, people.length > 0 ? words.whoseHint : words.nobody),
    ...rows,
  );
}

/** One character for a person: in Chinese the last of 小安, in English the first of Ann. */
function initialOf(label: string): string {
  return Array.from(label).at(language === 'zh' ? -1 : 0) ?? '';
}
