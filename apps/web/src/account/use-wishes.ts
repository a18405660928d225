import type { StepUpAction } from '@maqiao/shared';
import { useRef, useState } from 'react';
import type { AccountApi } from './account-api.ts';
import { readReturn } from './return-address.ts';
import { faultOf, type Fault } from './use-loaded.ts';
import type { Said } from './use-change.ts';
import { keepWanted, readWanted, type Wanted } from './wanted.ts';

/** What stands in place of the account while a person proves who they are. */
export type Asking =
  /** A proof is wanted; `wanted` is null for a part of the page with calls of its own. `fault`: why WeChat's page gave none. */
  | {
      readonly step: 'step-up';
      readonly action: StepUpAction;
      readonly wanted: Wanted | null;
      readonly fault: Fault | null;
    }
  /** The WeChat that is to be added is wanted. */
  | { readonly step: 'link'; readonly wanted: Wanted; readonly fault: Fault | null }
  /** The proof was given on a page of WeChat's: whether the person still wants it. */
  | { readonly step: 'resume'; readonly wanted: Wanted };

/** What a person wants that cannot be undone: asks for a proof where one is needed, and goes on with it. */
export interface Wishes {
  readonly asking: Asking | null;
  /** What became of the last wish of each kind. */
  readonly said: (...actions: Wanted['action'][]) => Said;
  /** Resolves when it is done, has failed, or was given up. */
  want: (wanted: Wanted) => Promise<void>;
  /**
   * For parts with calls of their own, such as passkeys: asks for a proof, whatever the last one is.
   * @returns whether it was given
   */
  prove: (action: StepUpAction) => Promise<boolean>;
  /** The proof was given, or the person says that they still want it. */
  goOn: () => void;
  /** The server wants a proof before the WeChat that is to be added. */
  proofNeeded: () => void;
  /** Another WeChat was added. */
  linked: () => void;
  giveUp: () => void;
}

interface WishOptions {
  api: AccountApi;
  /** What is said once a wish is done. */
  done: (wanted: Wanted, how: 'added' | 'known' | 'done') => string;
  /** The account has changed. */
  onChanged: () => void;
  /** Nobody is signed in any more. */
  onLeft: (how: 'everywhere' | 'deleted') => void;
}

export function useWishes({ api, done, onChanged, onLeft }: WishOptions): Wishes {
  const [begun] = useState(() => beginning(readWanted()));
  const [asking, setAsking] = useState<Asking | null>(begun.asking);
  const [outcome, setOutcome] = useState<{ action: Wanted['action']; said: Said } | null>(
    begun.linked === null
      ? null
      : { action: 'link_identity', said: { done: done({ action: 'link_identity' }, begun.linked) } },
  );
  const settle = useRef<(isProven: boolean) => void>(() => undefined);

  const end = (wanted: Wanted, said: Said): void => {
    keepWanted(null);
    setAsking(null);
    setOutcome({ action: wanted.action, said });
    settle.current(false);
  };
  const ask = (step: 'step-up' | 'link', wanted: Wanted): void => {
    keepWanted(wanted);
    setOutcome(null);
    setAsking({ step, action: wanted.action, wanted, fault: null });
  };
  const perform = async (wanted: Wanted): Promise<void> => {
    if (wanted.action === 'link_identity') return ask('link', wanted);
    try {
      await run(api, wanted);
    } catch (error) {
      const fault = faultOf(error);
      if (fault === 'step_up_required') return ask('step-up', wanted);
      return end(wanted, { fault });
    }
    end(wanted, { done: done(wanted, 'done') });
    if (wanted.action === 'delete_account') onLeft('deleted');
    else if (wanted.action === 'sign_out_everywhere') onLeft('everywhere');
    else onChanged();
  };
  return {
    asking,
    said: (...actions) => (outcome !== null && actions.includes(outcome.action) ? outcome.said : null),
    want: (wanted) =>
      new Promise((resolve) => {
        settle.current = () => resolve();
        void perform(wanted);
      }),
    prove: (action) =>
      new Promise((resolve) => {
        settle.current = resolve;
        setAsking({ step: 'step-up', action, wanted: null, fault: null });
      }),
    goOn: () => {
      if (asking?.wanted != null) return void perform(asking.wanted);
      setAsking(null);
      settle.current(true);
    },
    proofNeeded: () => {
      if (asking?.wanted != null) ask('step-up', asking.wanted);
    },
    linked: () => {
      end({ action: 'link_identity' }, { done: done({ action: 'link_identity' }, 'added') });
      onChanged();
    },
    giveUp: () => {
      if (asking?.wanted != null) return end(asking.wanted, null);
      setAsking(null);
      settle.current(false);
    },
  };
}

async function run(api: AccountApi, wanted: Wanted): Promise<void> {
  switch (wanted.action) {
    case 'link_identity':
      return;
    case 'delete_account':
      return api.deleteAccount();
    case 'sign_out_everywhere':
      return api.endAllBrowsers();
    case 'remove_identity':
      return api.removeIdentity(wanted.id);
    case 'end_app':
      return api.endApp(wanted.id);
  }
}

/** Where the page goes on after a reload, and after a way to WeChat's page. */
function beginning(wanted: Wanted | null): { asking: Asking | null; linked: 'added' | 'known' | null } {
  const back = readReturn();
  if (back?.purpose === 'link' && (back.outcome === 'added' || back.outcome === 'known')) {
    keepWanted(null);
    return { asking: null, linked: back.outcome };
  }
  if (wanted === null) return { asking: null, linked: null };
  if (back?.purpose === 'step-up' && back.outcome === 'done')
    return { asking: { step: 'resume', wanted }, linked: null };
  const step = wanted.action === 'link_identity' && back?.purpose !== 'step-up' ? 'link' : 'step-up';
  return { asking: { step, action: wanted.action, wanted, fault: back?.fault ?? null }, linked: null };
}
