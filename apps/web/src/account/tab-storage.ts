/** What a person has begun on this page, kept in this tab over reloads and the way to WeChat's page and back. */
const PREFIX = 'maqiao:account:';
const KINDS = ['nickname', 'wanted', 'person'] as const;

type Kind = (typeof KINDS)[number];

/** Null also where storage is blocked. */
export function kept(kind: Kind): string | null {
  try {
    return sessionStorage.getItem(PREFIX + kind);
  } catch {
    return null;
  }
}

/** @param text null: nothing any more. Where storage is blocked it is lost with the page */
export function keep(kind: Kind, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(PREFIX + kind);
    else sessionStorage.setItem(PREFIX + kind, text);
  } catch {
    // Blocked.
  }
}

/** Nobody is signed in any more: what one person has begun is nothing for the next. */
export function forgetKept(): void {
  for (const kind of KINDS) keep(kind, null);
}
