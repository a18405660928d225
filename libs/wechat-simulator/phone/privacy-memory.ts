/** Whether a person has agreed to the mini program's privacy guide, as WeChat remembers it, in the browser's storage. */
export function privacyMemory(person: string): { agreed: boolean; agree: () => void } {
  const key = `phone-privacy:${person}`;
  return {
    agreed: localStorage.getItem(key) === 'agreed',
    agree: () => localStorage.setItem(key, 'agreed'),
  };
}
