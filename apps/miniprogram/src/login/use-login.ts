import { PURPOSE_KINDS, type ScanResponse } from '@maqiao/shared';
import { useEffect, useMemo, useReducer, type Dispatch } from 'react';
import type { Answer } from '../api/answers.ts';
import { confirm, reject, scan } from '../api/scene-calls.ts';
import { failure } from '../api/failure.ts';
import { signedIn } from '../person/person.ts';
import { getLoginCode } from '../platform/wx-login.ts';
import {
  askedBy,
  dueAt,
  INITIAL_STATE,
  nextState,
  type LoginEvent,
  type LoginState,
  type Phase,
  type PhaseIn,
  type SlowPart,
} from './login-state.ts';
import type { NoVisit, Visit } from './visit.ts';

/** After this long a sentence says what is slow. */
const SLOW_AFTER_MS = 5_000;

export interface LoginActions {
  /** Starts with a scanned code, or says why there is none. Replaces whatever ran before. */
  open: (visit: Visit | NoVisit) => void;
  /** The page came back to the front. Nothing is scanned again. */
  shownAgain: () => void;
  typeNumber: (text: string) => void;
  confirm: () => void;
  reject: () => void;
  /** Refuses, and says that the person did not open that page. */
  notMe: () => void;
  undo: () => void;
  retry: () => void;
}

/** Runs one login: calls WeChat and the API when the state asks for it, and keeps the clock. */
export function useLogin(): { phase: Phase; actions: LoginActions } {
  const [state, send] = useReducer(nextState, INITIAL_STATE);

  useEffect(
    () => startWork(state, send),
    // The task number changes exactly when there is new work; typing digits must not start a call again.
    [state.task],
  );

  const due = dueAt(state.phase);
  useEffect(() => {
    if (due === undefined) return undefined;
    // A timer may come a moment early by the clock, and would not come again.
    const passed = () => send({ type: 'time-passed', now: Math.max(due, Date.now()) });
    const timer = setTimeout(passed, due - Date.now());
    return () => clearTimeout(timer);
  }, [due]);

  return { phase: state.phase, actions: useMemo(() => actionsOf(send), []) };
}

function actionsOf(send: Dispatch<LoginEvent>): LoginActions {
  return {
    open: (visit) =>
      send(
        typeof visit === 'string'
          ? { type: 'opened-without-visit', reason: visit }
          : { type: 'opened', visit },
      ),
    shownAgain: () => send({ type: 'shown-again', now: Date.now() }),
    typeNumber: (text) => send({ type: 'number-typed', text }),
    confirm: () => send({ type: 'confirm-tapped' }),
    reject: () => send({ type: 'reject-tapped' }),
    notMe: () => send({ type: 'not-me-tapped' }),
    undo: () => send({ type: 'undo-tapped' }),
    retry: () => send({ type: 'retry-tapped' }),
  };
}

type WaitingFor = (part: SlowPart) => void;

function startWork({ task, phase }: LoginState, send: Dispatch<LoginEvent>): (() => void) | undefined {
  if (phase.at === 'scanning') {
    return watched(task, send, async (waitingFor) => {
      await until(phase.notBefore);
      return scanEvent(task, await scanWithFreshCode(phase.visit, waitingFor));
    });
  }
  if (phase.at === 'deciding') {
    return watched(task, send, async (waitingFor) =>
      phase.renewing
        ? scanEvent(task, await scanWithFreshCode(phase.visit, waitingFor))
        : decide(task, phase),
    );
  }
  return undefined;
}

/** Runs the work of one task and reports after a while what it waits for. Its clean-up only stops the messages. */
function watched(
  task: number,
  send: Dispatch<LoginEvent>,
  run: (waitingFor: WaitingFor) => Promise<LoginEvent>,
): () => void {
  let part: SlowPart = 'site';
  let slow = false;
  const timer = setTimeout(() => {
    slow = true;
    send({ type: 'slow', task, part });
  }, SLOW_AFTER_MS);
  const waitingFor: WaitingFor = (next) => {
    part = next;
    if (slow) send({ type: 'slow', task, part });
  };
  void run(waitingFor).then(send, () =>
    send({ type: 'failed', task, failure: failure('internal'), now: Date.now() }),
  );
  return () => clearTimeout(timer);
}

/** Never the same login code twice, also not after a lost answer: the first call may have used it. */
async function scanWithFreshCode(visit: Visit, waitingFor: WaitingFor): Promise<Answer<ScanResponse>> {
  waitingFor('wechat');
  const code = await getLoginCode();
  if (!code) return { ok: false, failure: failure('login_code_missing') };
  waitingFor('site');
  const entry = visit.entry === undefined ? {} : { entry: visit.entry };
  const answer = await scan(visit.scene, { code, ...entry, purposes: [...PURPOSE_KINDS] });
  // The scan has identified the person, so the home page knows them from now on; a WeChat that is to be added is nobody's yet.
  if (answer.ok && askedBy(answer.value) !== 'link') signedIn(answer.value);
  return answer;
}

function scanEvent(task: number, answer: Answer<ScanResponse>): LoginEvent {
  const now = Date.now();
  return answer.ok
    ? { type: 'scanned', task, answer: answer.value, now }
    : { type: 'failed', task, failure: answer.failure, now };
}

async function decide(task: number, phase: PhaseIn<'deciding'>): Promise<LoginEvent> {
  const { visit, login } = phase;
  const number = login.request.match === 'number' ? phase.number : undefined;
  const answer =
    phase.decision === 'confirm'
      ? await confirm(visit.scene, login.accessToken, number)
      : await reject(visit.scene, login.accessToken, phase.notMe);
  const now = Date.now();
  return answer.ok
    ? { type: 'decided', task, snapshot: answer.value, now }
    : { type: 'failed', task, failure: answer.failure, now };
}

function until(time: number): Promise<void> {
  const wait = time - Date.now();
  return wait > 0 ? new Promise((resolve) => setTimeout(resolve, wait)) : Promise.resolve();
}
