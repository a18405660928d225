/** A nickname that was typed and not saved, kept in this tab over reloads. */
const KEY = 'maqiao:account:nickname';

export function readDraft(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** @param draft null: it was saved, or given up */
export function keepDraft(draft: string | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, draft);
  } catch {
    // Blocked: then it is lost with the page.
  }
}
