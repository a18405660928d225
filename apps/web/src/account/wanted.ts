import { STEP_UP_ACTIONS, type StepUpAction } from '@maqiao/shared';
import { asObject } from '../plain-object.ts';
import { keep, kept } from './tab-storage.ts';

/**
 * What a person wants that needs a fresh proof: kept in this tab while they give it, so that a reload, and the way to
 * WeChat's page and back, lose nothing.
 */
export type Wanted =
  | { readonly action: 'delete_account' | 'sign_out_everywhere' | 'link_identity' }
  /** `id`: of the identity or the app. */
  | { readonly action: 'remove_identity' | 'end_app'; readonly id: string };

/** Parts of the page beside, such as passkeys, have actions of their own. */
const OURS: readonly StepUpAction[] = [
  'delete_account',
  'sign_out_everywhere',
  'link_identity',
  'remove_identity',
  'end_app',
];

/** A proof that comes later than this is no answer to it any more, in milliseconds. */
const GOOD_FOR_MS = 15 * 60_000;

/** What this tab still wants; null when that is nothing, or too old. */
export function readWanted(now = Date.now()): Wanted | null {
  try {
    const { action, id, at } = asObject(JSON.parse(kept('wanted') ?? 'null')) ?? {};
    const known = STEP_UP_ACTIONS.find((one) => one === action && OURS.includes(one));
    if (known === undefined || typeof at !== 'number' || now - at > GOOD_FOR_MS) return null;
    if (known === 'remove_identity' || known === 'end_app')
      return typeof id === 'string' ? { action: known, id } : null;
    return { action: known } as Wanted;
  } catch {
    return null;
  }
}

export function keepWanted(wanted: Wanted | null): void {
  keep('wanted', wanted && JSON.stringify({ ...wanted, at: Date.now() }));
}
