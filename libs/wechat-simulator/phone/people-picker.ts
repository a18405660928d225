import { element } from './element.ts';
import { words } from './words.ts';
import type { Person } from './server-calls.ts';

const REMEMBERED = 'phone.person';

/** The person whose phone this tab is, if they are still there. A tab is a phone: two tabs can be two people. */
export function rememberedPerson(people: Person[]): Person | null {
  const id = sessionStorage.getItem(REMEMBERED);
  return people.find((person) => person.id === id) ?? null;
}

/** Everybody as large rows; the choice is remembered for this tab. */
export function peoplePicker(people: Person[], choose: (person: Person) => void): HTMLElement {
  const rows = people.map((person) =>
    element(
      'button',
      {
        class: 'person',
        type: 'button',
        'data-person': person.id,
        onclick: () => {
          sessionStorage.setItem(REMEMBERED, person.id);
          choose(person);
        },
      },
      element('span', { class: 'face', 'aria-hidden': 'true' }, Array.from(person.label).at(-1) ?? ''),
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
