import { createHash } from 'node:crypto';

/** Somebody with a phone. */
export interface Person {
  /** What the control calls and the phone page name them by: 1 to 64 of `A–Z a–z 0–9 _ -`. */
  readonly id: string;
  /** What the phone page shows. */
  readonly label: string;
  /** The same in the languages that the phone page speaks; without it `label` is for all. */
  readonly names?: Readonly<Record<'zh' | 'en', string>>;
  /** WeChat regards them as a high risk: their login codes are answered with 40226. */
  readonly blocked: boolean;
  /** Present when the account is bound to one of the open platform. */
  readonly unionid?: string;
}

const DEFAULT_PEOPLE: readonly Person[] = [
  { id: 'a', label: '小安', names: { zh: '小安', en: 'Ann' }, blocked: false },
  { id: 'b', label: '小白', names: { zh: '小白', en: 'Bai' }, blocked: false },
  { id: 'c', label: '小陈', names: { zh: '小陈', en: 'Chen' }, blocked: false },
];

/** Everybody who can pick up a phone. */
export class People {
  readonly #appId: string;
  readonly #people = new Map<string, Person>();

  constructor(appId: string) {
    this.#appId = appId;
    this.reset();
  }

  /** Everybody, in the order they were added. */
  list(): Person[] {
    return [...this.#people.values()];
  }

  /** The person of that id, or undefined. */
  find(id: string): Person | undefined {
    return this.#people.get(id);
  }

  /** Adds a person, or replaces the one of the same id (to block somebody, for example). */
  add(person: Omit<Person, 'blocked'> & { readonly blocked?: boolean | undefined }): Person {
    const added: Person = { ...person, blocked: person.blocked ?? false };
    this.#people.set(added.id, added);
    return added;
  }

  /** Removes a person; false when there was none of that id. Their login codes are worth nothing then. */
  remove(id: string): boolean {
    return this.#people.delete(id);
  }

  /**
   * The openid of a person at this AppID: `o` and 27 of `A–Z a–z 0–9 _ -`. It follows from the two by a
   * hash, so it is the same after every start, and another one at another AppID.
   */
  openid(id: string): string {
    const hash = createHash('sha256').update(`${this.#appId}\n${id}`).digest('base64url');
    return `o${hash.slice(0, 27)}`;
  }

  /** Back to the three default people. */
  reset(): void {
    this.#people.clear();
    for (const person of DEFAULT_PEOPLE) this.#people.set(person.id, person);
  }
}
