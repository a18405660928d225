import type { ErrorWords, Language } from '@maqiao/shared';
import { View } from '@tarojs/components';
import { goHome, leave } from '../platform/navigation.ts';
import { Seal } from '../ui/seal.tsx';
import { TapButton } from '../ui/tap-button.tsx';
import type { Copy } from '../words/copy.ts';
import { failureWords } from '../words/failure-words.ts';
import { Decision } from './decision.tsx';
import { askedBy, type Phase, type PhaseIn } from './login-state.ts';
import { Outcome } from './outcome.tsx';
import { Reading } from './reading.tsx';
import { ScanAgain } from './scan-again.tsx';
import { slowWords } from './slow-words.ts';
import type { LoginActions } from './use-login.ts';
import { recoveryAction } from './recovery-action.ts';

export interface LoginPageProps {
  phase: Phase;
  actions: LoginActions;
  copy: Copy;
  language: Language;
}

/** Renders the state of the login. */
export function LoginPage(props: LoginPageProps) {
  const { phase, actions, copy, language } = props;
  switch (phase.at) {
    case 'waiting-for-page':
      return <Reading slow={null} copy={copy} />;
    case 'scanning':
      return <Reading slow={phase.slow} copy={copy} />;
    case 'asking':
      return <Decision phase={phase} actions={actions} copy={copy} language={language} />;
    case 'deciding':
      return phase.undo ? (
        <SignedIn {...props} phase={phase} />
      ) : (
        <Decision phase={phase} actions={actions} copy={copy} language={language} />
      );
    case 'signed-in':
      return <SignedIn {...props} phase={phase} />;
    case 'declined':
      return (
        <Outcome words={declinedWords(phase, copy)}>
          <TapButton id="done" label={copy.done} onTap={leave} />
          <MySignIns copy={copy} />
        </Outcome>
      );
    case 'no-visit':
      return (
        <Outcome words={copy.noVisit[phase.reason]}>
          <ScanAgain copy={copy} />
          <TapButton id="home" label={copy.home} onTap={goHome} />
        </Outcome>
      );
    case 'failed':
      return (
        <Outcome words={failureWords(phase.failure.code, language)}>
          {recoveryAction(phase.failure.code) === 'retry' ? (
            <TapButton id="retry" label={copy.retry} look="primary" onTap={actions.retry} />
          ) : null}
          {recoveryAction(phase.failure.code) === 'new-code' ? <ScanAgain copy={copy} /> : null}
          <TapButton id="home" label={copy.home} onTap={goHome} />
        </Outcome>
      );
  }
}

function declinedWords({ undone, purpose }: PhaseIn<'declined'>, copy: Copy): ErrorWords {
  switch (purpose) {
    case 'sign-in':
      return undone ? copy.undone : copy.declined;
    case 'link':
      return undone ? copy.linkUndone : copy.linkDeclined;
    case 'step-up':
      return undone ? copy.stepUpUndone : copy.stepUpDeclined;
  }
}

function confirmedWords({ login }: PhaseIn<'signed-in' | 'deciding'>, copy: Copy): ErrorWords {
  switch (askedBy(login)) {
    case 'sign-in':
      return copy.signedIn[login.request.display === 'same-phone' ? 'same-phone' : 'screen'];
    case 'link':
      return copy.linked;
    case 'step-up':
      return copy.steppedUp;
  }
}

/** The button to the home page, which already knows the person who has just scanned. */
function MySignIns({ copy }: { copy: Copy }) {
  return (
    <View id="my-sign-ins" className="link" hoverClass="pressed" onClick={goHome}>
      {copy.front.signIn}
    </View>
  );
}

/** Also shown while the login is being undone. */
function SignedIn({
  phase,
  actions,
  copy,
  language,
}: LoginPageProps & { phase: PhaseIn<'signed-in' | 'deciding'> }) {
  const trouble = phase.at === 'signed-in' ? undoTrouble(phase, copy, language) : null;
  return (
    <Outcome words={confirmedWords(phase, copy)} mark={<Seal text={copy.seal} pressed />}>
      {trouble ? (
        <View id="trouble" className="outcome-trouble">
          <View>{trouble.happened}</View>
          <View className="small">{trouble.next}</View>
        </View>
      ) : null}
      <TapButton id="done" label={copy.done} onTap={leave} />
      {phase.at === 'signed-in' && phase.undoUntil > 0 ? (
        <View id="undo" className="link outcome-undo" hoverClass="pressed" onClick={actions.undo}>
          {undoLabel(phase, copy)}
        </View>
      ) : null}
      {phase.at === 'deciding' ? (
        <View id="undoing" className="outcome-undo small">
          {phase.slow ? slowWords(phase.slow, copy) : copy.undoing}
        </View>
      ) : null}
      <MySignIns copy={copy} />
    </Outcome>
  );
}

function undoLabel({ login }: PhaseIn<'signed-in'>, copy: Copy): string {
  switch (askedBy(login)) {
    case 'sign-in':
      return copy.undo;
    case 'link':
      return copy.linkUndo;
    case 'step-up':
      return copy.stepUpUndo;
  }
}

function undoTrouble(phase: PhaseIn<'signed-in'>, copy: Copy, language: Language): ErrorWords | null {
  if (!phase.trouble) return null;
  if (phase.undoUntil !== 0) return failureWords(phase.trouble.code, language);
  return askedBy(phase.login) === 'link' ? copy.linkUndoTooLate : copy.undoTooLate;
}
