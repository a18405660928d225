import type { ErrorWords } from '@maqiao/shared';
import { Text, View } from '@tarojs/components';
import { Note } from '../ui/note.tsx';
import { Page } from '../ui/page.tsx';
import { TapButton } from '../ui/tap-button.tsx';
import type { Copy } from '../words/copy.ts';
import './leave-page.css';

export interface LeavePageProps {
  /** First what will be gone, then once more. */
  step: 'explained' | 'sure';
  busy: boolean;
  slow: boolean;
  trouble: ErrorWords | null;
  onGoOn: () => void;
  onKeep: () => void;
  onDelete: () => void;
  copy: Copy;
}

/** Deleting the account: what goes, what stays, and two confirmations, each beside its way back. */
export function LeavePage({ step, busy, slow, trouble, onGoOn, onKeep, onDelete, copy }: LeavePageProps) {
  const words = copy.leave;
  return (
    <Page>
      <View className="leave-lead">{words.lead}</View>
      <View className="card">
        {words.gone(WITH_PROFILE_PAGE).map((line) => (
          <View key={line} className="leave-line">
            <Text className="leave-mark">·</Text>
            <Text className="leave-text">{line}</Text>
          </View>
        ))}
      </View>
      <View className="leave-stays small">{words.stays}</View>
      {trouble ? <Note id="leave-trouble" words={trouble} /> : null}
      {step === 'explained' ? (
        <View className="answers">
          <TapButton id="keep" label={words.back} onTap={onKeep} />
          <TapButton id="go-on" label={words.goOn} look="careful" onTap={onGoOn} />
        </View>
      ) : (
        <View id="sure" className="card leave-sure">
          <View className="leave-sure-title">{words.sureTitle}</View>
          <View className="leave-sure-text">{words.sureText}</View>
          <View className="answers">
            <TapButton id="keep" label={words.keep} disabled={busy} onTap={onKeep} />
            <TapButton
              id="delete"
              label={busy ? words.removing : words.remove}
              look="primary"
              disabled={busy}
              onTap={onDelete}
            />
          </View>
          {slow ? (
            <View id="leave-slow" className="slow small">
              {copy.slowSite}
            </View>
          ) : null}
        </View>
      )}
    </Page>
  );
}
