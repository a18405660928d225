import { asObject } from '../answers.ts';
import type { Login } from '../create-login.ts';
import type { CardPart } from '../element/card-part.ts';
import type { LoginState } from '../state.ts';
import { openPopup, type PopupOutcome, type PopupSignIn } from './open-popup.ts';
import { popupView, type PopupStage } from './popup-views.ts';

// Exported for pages that load this file themselves.
export { openPopup };

/** Phases in which another way to sign in comes too late, or not yet. */
const NOT_OFFERED: ReadonlySet<LoginState['phase']> = new Set<LoginState['phase']>([
  'scanned',
  'confirmed',
  'signed-in',
  'signed-out',
  'offline',
  'replaced',
]);

/**
 * The pop-up in the card of an embedding page: its button, and what is said while it is open and after it.
 * @param options answer of `GET /api/sign-in-options`
 * @returns null when the answer offers none
 */
export function createPopupPart(login: Login, options: unknown, changed: () => void): CardPart | null {
  const { methods } = asObject(options) ?? {};
  const kinds = Array.isArray(methods) ? methods.map((method: unknown) => asObject(method)) : [];
  if (!kinds.some((method) => method?.kind === 'redirect' && method.id === 'website')) return null;
  let popup: PopupSignIn | null = null;

  const setStage = (stage: PopupStage): void => {
    part.stage = stage;
    changed();
  };
  const finish = (outcome: PopupOutcome): void => {
    popup = null;
    const isQuiet = ['signed-in', 'cancelled', 'leaving'].includes(outcome.kind);
    setStage(isQuiet ? { kind: 'idle' } : (outcome as PopupStage));
  };
  const act = {
    open(): void {
      // Nothing may be awaited before: the browser lets a tap alone open a window.
      popup = openPopup(login, { onChange: () => setStage({ kind: 'redeeming' }) });
      setStage({ kind: 'open' });
      void popup.outcome.then(finish);
    },
    focus: () => popup?.focus(),
    leave(): void {
      if (popup) popup.close();
      else setStage({ kind: 'idle' });
    },
  };

  const part = {
    noCode: !kinds.some((method) => method?.kind === 'scene'),
    // Data, so that the card knows when it has to be drawn anew.
    stage: { kind: 'idle' } as PopupStage,
    show(view: Parameters<CardPart['show']>[0], state: LoginState, context: Parameters<CardPart['show']>[2]) {
      if (NOT_OFFERED.has(state.phase)) return view;
      return popupView(part.stage, { view, context, act, noCode: part.noCode });
    },
    stop: () => popup?.close(),
  };
  return part;
}
