import { createLogin, type Login, type Surroundings } from '@maqiao/browser';
import type { AskedPurpose, OwnWords, PageSettings } from '@maqiao/shared';
import { joinMessages } from '@maqiao/shared';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { LoginCard } from '../login-card.tsx';
import { MethodChooser } from '../methods/method-chooser.tsx';
import type { OfferedMethod } from '../methods/offered-methods.ts';
import { rememberedMethod } from '../methods/remembered-method.ts';
import { useLogin } from '../use-login.ts';
import { useAccountWords } from './account-context.ts';
import type { Fault } from './use-loaded.ts';

interface ProofViewProps {
  asked: AskedPurpose;
  title: string;
  lead: string;
  /** Texts of the card in place of its own. */
  cardWords: OwnWords;
  fault: Fault | null;
  methods: readonly OfferedMethod[];
  settings: PageSettings;
  surroundings: Surroundings;
  cardStyles: string | undefined;
  onDone: () => void;
  /** A link wants a proof of one's own WeChat first. */
  onProofNeeded?: () => void;
  onBack: () => void;
}

/** The card of a sign-in, which signs nobody in: it proves who the person is, or adds a WeChat. And the way back. */
export function ProofView({
  asked,
  title,
  lead,
  cardWords,
  fault,
  methods,
  settings,
  surroundings,
  cardStyles,
  onDone,
  onProofNeeded,
  onBack,
}: ProofViewProps) {
  const { tag, words, faultWords } = useAccountWords();
  const login = usePurposeLogin(asked, surroundings, onDone);
  const state = useLogin(login);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: false }), []);
  const isRefused = state.phase === 'failed' && state.code === 'step_up_required';
  useEffect(() => {
    if (isRefused) onProofNeeded?.();
  }, [isRefused, onProofNeeded]);
  const wrong =
    fault === null
      ? null
      : fault === 'access_denied'
        ? { happened: words.declined, next: '' }
        : faultWords(fault);
  return (
    <div className="proof">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p className="soft">{lead}</p>
      {wrong !== null && (
        <p className="caution" role="alert">
          {wrong.next === '' ? wrong.happened : joinMessages(wrong.happened, wrong.next, tag)}
        </p>
      )}
      <LoginCard
        login={login}
        state={state}
        settings={settings}
        language={tag}
        words={cardWords}
        headingLevel={2}
        cardStyles={cardStyles}
      />
      <MethodChooser
        login={login}
        state={state}
        methods={methods}
        language={tag}
        surroundings={surroundings}
        purpose={queryOf(asked)}
      />
      {state.phase !== 'confirmed' && (
        <button type="button" className="button button-quiet" onClick={onBack}>
          {words.giveUp}
        </button>
      )}
    </div>
  );
}

/** A login for one purpose: it begins with the view, and ends with it. */
function usePurposeLogin(asked: AskedPurpose, surroundings: Surroundings, onDone: () => void): Login {
  const [isAnswered, setAnswered] = useState(false);
  const done = useEffectEvent(onDone);
  useEffect(() => {
    if (isAnswered) done();
  }, [isAnswered]);
  const [login] = useState(() =>
    createLogin({
      display: surroundings === 'screen' ? 'screen' : 'same-phone',
      method: rememberedMethod(),
      answers: { asked, onAnswered: () => setAnswered(true) },
    }),
  );
  useEffect(() => {
    login.start();
    return () => login.stop();
  }, [login]);
  return login;
}

function queryOf(asked: AskedPurpose): string {
  return new URLSearchParams({
    purpose: asked.purpose,
    ...(asked.action !== undefined && { action: asked.action }),
    to: '/account',
  }).toString();
}
