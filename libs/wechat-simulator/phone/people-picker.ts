import { element } from './element.ts';
import { language, words } from './words.ts';
import type { Person } from './server-calls.ts';

const REMEMBERED = 'phone.person';

/**
 * The person whose phone this tab is, if they are still there: whoever was chosen in it, else whoever was chosen last in
 * this browser, so that nobody is asked again for each code. A tab is a phone: two tabs can be two people.
 */
export function rememberedPerson(people: Person[]): Person | null {
  const id = sessionStorage.getItem(REMEMBERED) ?? localStorage.getItem(REMEMBERED);
  const known = people.find((person) => person.id === id) ?? null;
  // What other tabs choose from now on is theirs.
  if (known) sessionStorage.setItem(REMEMBERED, known.id);
  return known;
}

function remember(person: Person): void {
  sessionStorage.setItem(REMEMBERED, person.id);
  localStorage.setItem(REMEMBERED, person.id);
}

/** Everybody as large rows; the choice is remembered. */
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

/** The sign that tells people apart: in Chinese the last of 小安, in English the first of Ann. */
function initialOf(label: string): string {
  return Array.from(label).at(language === 'zh' ? -1 : 0) ?? '';
}
