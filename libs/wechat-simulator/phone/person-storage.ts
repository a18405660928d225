import type { KeyValueStore } from '@maqiao/mini-program-host/page';

/** A mini program's storage on one person's phone: the browser's own, under the person's name. */
export function personStorage(person: string): KeyValueStore {
  const prefix = `phone:${person}:`;
  const keys = () =>
    Object.keys(localStorage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  return {
    get: (key) => localStorage.getItem(prefix + key),
    set: (key, value) => localStorage.setItem(prefix + key, value),
    delete: (key) => localStorage.removeItem(prefix + key),
    clear: () => {
      for (const key of keys()) localStorage.removeItem(prefix + key);
    },
    keys,
  };
}
