import { isForwardedPicture, type Language, type LoginRequestDetails } from '@maqiao/shared';
import { Input, View } from '@tarojs/components';
import { Page } from '../ui/page.tsx';
import { TapButton } from '../ui/tap-button.tsx';
import type { Copy } from '../words/copy.ts';
import { failureWords } from '../words/failure-words.ts';
import { askedBy, canConfirm, NUMBER_LENGTH, type PhaseIn } from './login-state.ts';
import type { LoginActions } from './use-login.ts';
import { slowWords } from './slow-words.ts';
import { WhoAsks } from './who-asks.tsx';
import './decision.css';

/** How far the keyboard stays below the field, in pixels: the two answers must remain in sight. */
const KEYBOARD_DISTANCE = 180;

export interface DecisionProps {
  phase: PhaseIn<'asking' | 'deciding'>;
  actions: LoginActions;
  copy: Copy;
  language: Language;
}

function confirmLabel(request: LoginRequestDetails, copy: Copy): string {
  switch (askedBy({ request })) {
    case 'sign-in':
      return copy.confirm;
    case 'link':
      return copy.linkConfirm;
    case 'step-up':
      return copy.stepUpConfirm;
  }
}

/** Who asks, what to watch out for, and the two answers. */
export function Decision({ phase, actions, copy, language }: DecisionProps) {
  const { login, visit } = phase;
  const busy = phase.at === 'deciding';
  const forwarded = isForwardedPicture(visit.entry, login.request);
  const trouble = phase.at === 'asking' && phase.trouble ? failureWords(phase.trouble.code, language) : null;
  return (
    <Page>
      <WhoAsks request={login.request} madeAt={login.madeAt} entry={visit.entry} copy={copy} />
      {forwarded ? (
        <View id="forwarded" className="caution">
          {copy.forwarded}
        </View>
      ) : null}
      {login.request.match === 'number' ? (
        <View className="number">
          <View className="number-label">{copy.numberLabel}</View>
          <Input
            id="number"
            className="number-input"
            type="number"
            maxlength={NUMBER_LENGTH}
            cursorSpacing={KEYBOARD_DISTANCE}
            value={phase.number}
            disabled={busy}
            onInput={(event) => actions.typeNumber(event.detail.value)}
          />
        </View>
      ) : null}
      <View id="advice" className="advice">
        {copy.advice}
      </View>
      {trouble ? (
        <View id="trouble" className="trouble">
          <View>{trouble.happened}</View>
          <View className="small">{trouble.next}</View>
        </View>
      ) : null}
      <View className="answers">
        <TapButton id="reject" label={copy.reject} disabled={busy} onTap={actions.reject} />
        <TapButton
          id="confirm"
          label={confirmLabel(login.request, copy)}
          look={forwarded ? 'careful' : 'primary'}
          disabled={busy || !canConfirm(phase)}
          onTap={actions.confirm}
        />
      </View>
      <View id="not-me" className="link not-me" hoverClass="pressed" onClick={actions.notMe}>
        {copy.notMe}
      </View>
      {busy && phase.slow ? (
        <View id="slow" className="slow small">
          {slowWords(phase.slow, copy)}
        </View>
      ) : null}
    </Page>
  );
}
