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
  /** Given by every account that is asked; for all accounts that are bound to one of the open platform. */
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
  readonly #bound: boolean;
  readonly #people = new Map<string, Person>();

  /**
   * @param appId the mini program's
   * @param bound whether all accounts are bound to one open-platform account: everybody has a unionid then
   */
  constructor(appId: string, bound = false) {
    this.#appId = appId;
    this.#bound = bound;
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
   * The openid of a person at an AppID (the mini program's unless given): `o` and 27 of `A–Z a–z 0–9 _ -`. It
   * follows from the two by a hash, so it is the same after every start, and another one at another AppID.
   */
  openid(id: string, appId = this.#appId): string {
    return `o${hashed(`${appId}\n${id}`).slice(0, 27)}`;
  }

  /** The person who has that openid at that AppID, or undefined. */
  byOpenid(openid: string, appId: string): Person | undefined {
    return this.list().find(({ id }) => this.openid(id, appId) === openid);
  }

  /** The one unionid of a person at all accounts, or undefined when the accounts are not bound. */
  unionid(id: string): string | undefined {
    return this.find(id)?.unionid ?? (this.#bound ? `o${hashed(`unionid\n${id}`).slice(0, 28)}` : undefined);
  }

  /** Back to the three default people. */
  reset(): void {
    this.#people.clear();
    for (const person of DEFAULT_PEOPLE) this.#people.set(person.id, person);
  }
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
