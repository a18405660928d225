import { Button, View } from '@tarojs/components';
import { useLayoutEffect, useState } from 'react';
import {
  AGREE_BUTTON,
  agreeToPrivacy,
  answerPrivacyQuestions,
  declinePrivacy,
} from '../platform/privacy-consent.ts';
import { canOpenPrivacyContract, openPrivacyContract } from '../platform/privacy-contract.ts';
import { TapButton } from '../ui/tap-button.tsx';
import type { Copy } from '../words/copy.ts';
import './privacy-sheet.css';

/** Asks for consent when WeChat wants it, with what it is for; declining is as plain as agreeing. */
export function PrivacySheet({ copy, onDecline }: { copy: Copy; onDecline: () => void }) {
  const [open, setOpen] = useState(false);
  // Before the buttons that may raise the question are on the screen.
  useLayoutEffect(() => answerPrivacyQuestions(setOpen), []);
  if (!open) return null;
  const words = copy.privacy;
  return (
    <View id="privacy" className="sheet-shade" catchMove>
      <View className="sheet" ariaRole="dialog">
        <View className="sheet-title">{words.title}</View>
        <View className="sheet-text">{words.text}</View>
        {canOpenPrivacyContract() ? (
          <View id="privacy-guide" className="link" onClick={openPrivacyContract}>
            {words.guide}
          </View>
        ) : null}
        <View className="answers">
          <TapButton
            id="privacy-decline"
            label={words.decline}
            onTap={() => {
              declinePrivacy();
              onDecline();
            }}
          />
          <Button
            id={AGREE_BUTTON}
            className="button button-primary"
            hoverClass="pressed"
            openType="agreePrivacyAuthorization"
            onAgreePrivacyAuthorization={agreeToPrivacy}
          >
            {words.agree}
          </Button>
        </View>
      </View>
    </View>
  );
}
