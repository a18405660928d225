/** Restores the keyboard focus; call it when the card has its new contents. */
export type RestoreFocus = (phaseChanged: boolean) => void;

/**
 * Remembers where the keyboard's focus is before the card's contents are replaced: a button that goes away must not
 * take the focus to the top of the document. In another phase it moves to the card; in the same one to the button in
 * the same place. A focus outside of the element is left alone.
 */
export function rememberFocus(root: ShadowRoot, card: HTMLElement): RestoreFocus {
  const { host } = root;
  const active = (host.getRootNode() as Document | ShadowRoot).activeElement;
  if (active === null || !host.contains(active)) return () => {};
  // The page's own content in a slot.
  const slotted = active !== host;
  const place = buttonsOf(card).indexOf(root.activeElement as HTMLElement);
  return (phaseChanged) => {
    if (slotted && !phaseChanged) return;
    const next = phaseChanged ? card : (buttonsOf(card)[place] ?? card);
    next.focus({ preventScroll: true });
  };
}

const buttonsOf = (card: HTMLElement): HTMLElement[] => [...card.querySelectorAll<HTMLElement>('.button')];
