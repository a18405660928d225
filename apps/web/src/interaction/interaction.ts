import type { Login } from '@maqiao/browser';
import type { ErrorCode, RequestingClient, UserProfile } from '@maqiao/shared';
import type { OfferedMethod } from '../methods/offered-methods.ts';
import type { InteractionApi } from './interaction-api.ts';
import { isGone, wantsScan, type Decision, type InteractionState } from './interaction-state.ts';
import type { RememberedClient } from './remembered-client.ts';

/** A person's answer to a client: to go on as who they are, to scan a code, or to decline. */
export interface Interaction {
  readonly subscribe: (listener: () => void) => () => void;
  /** The same object until something changes. */
  readonly getState: () => InteractionState;
  /** Asks who asks, from the beginning: also when the page is shown once more. */
  start(): void;
  /** The network may be back. */
  wake(): void;
  goOn(): void;
  deny(): void;
  /** Shows a code in place of the question. */
  useAnother(): void;
  /** Back from the code to the question. */
  useThis(): void;
}

export interface InteractionParts {
  api: InteractionApi;
  remembered: RememberedClient;
  /** Makes a login for this interaction. */
  createLogin: (onContinue: (address: string) => void) => Login;
  /** Leaves the page for an address, which takes its place in the history. */
  leave: (address: string) => void;
}

/** While the server cannot be reached it is asked again after so long, in milliseconds; doubled each time, up to the last. */
const AGAIN_MS = { first: 1000, most: 15_000 };

/** The page's answer to one interaction. Time and calls are here; what is drawn follows from the state. */
export function createInteraction({ api, remembered, createLogin, leave }: InteractionParts): Interaction {
  const listeners = new Set<() => void>();
  let state: InteractionState = { step: 'loading' };
  let methods: readonly OfferedMethod[] = [];
  /** Counts the beginnings: an answer to an earlier one is not heard. */
  let run = 0;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function show(next: InteractionState): void {
    if (state.step === 'card' && (next.step !== 'card' || next.login !== state.login)) state.login.stop();
    state = next;
    for (const listener of [...listeners]) listener();
  }

  function over(code: ErrorCode): void {
    show({ step: 'over', code, client: remembered.read(), retryable: !isGone(code) });
  }

  function goTo(client: RequestingClient, address: string): void {
    show({ step: 'leaving', client });
    leave(address);
  }

  async function ask(): Promise<void> {
    clearTimeout(timer);
    const mine = ++run;
    const answer = await api.read();
    if (mine !== run) return;
    if (answer.kind === 'offline') {
      timer = setTimeout(() => void ask(), Math.min(AGAIN_MS.most, AGAIN_MS.first * 2 ** failures++));
      return show({ step: 'offline' });
    }
    failures = 0;
    if (answer.kind === 'problem') return over(answer.code);
    const { client, user } = answer.body;
    methods = answer.body.methods;
    remembered.write(client);
    if (user) show({ step: 'asking', client, user, working: null, fault: null });
    else showCard(client, null, null);
  }

  function showCard(client: RequestingClient, user: UserProfile | null, why: ErrorCode | null): void {
    const login = createLogin((address) => goTo(client, address));
    const stop = login.subscribe(() => {
      const now = login.getState();
      if (state.step !== 'card' || state.login !== login) return stop();
      if (now.phase === 'failed' && isGone(now.code)) over(now.code);
    });
    show({ step: 'card', client, login, methods, user, why, working: null, fault: null });
    login.start();
  }

  async function decide(decision: Decision): Promise<void> {
    const from = state;
    if ((from.step !== 'asking' && from.step !== 'card') || from.working) return;
    show({ ...from, working: decision, fault: null });
    const mine = run;
    const answer = await api.decide(decision);
    // Confirmed on the phone meanwhile, or begun anew.
    if (mine !== run || (state.step !== 'asking' && state.step !== 'card')) return;
    if (answer.kind === 'ok') {
      if (state.step === 'card') state.login.cancel();
      return goTo(state.client, answer.body.continueTo);
    }
    const code = answer.kind === 'offline' ? 'unavailable' : answer.code;
    if (isGone(code)) return over(code);
    if (decision === 'continue' && wantsScan(code)) return showCard(state.client, null, code);
    show({ ...state, working: null, fault: code });
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    getState: () => state,
    start() {
      failures = 0;
      show({ step: 'loading' });
      void ask();
    },
    wake() {
      if (state.step === 'offline') void ask();
    },
    goOn: () => void decide('continue'),
    deny: () => void decide('deny'),
    useAnother() {
      if (state.step === 'asking' && !state.working) showCard(state.client, state.user, null);
    },
    useThis() {
      if (state.step !== 'card' || !state.user || state.working) return;
      const { client, user, login } = state;
      login.cancel();
      show({ step: 'asking', client, user, working: null, fault: null });
    },
  };
}
