import type { ErrorWords } from '@maqiao/shared';
import { Text, View } from '@tarojs/components';
import { Note } from '../ui/note.tsx';
import { Page } from '../ui/page.tsx';
import { TapButton } from '../ui/tap-button.tsx';
import type { Copy } from '../words/copy.ts';
import './delete-account-page.css';

export interface DeleteAccountPageProps {
  /** First step: what will be deleted. Second step: the confirmation. */
  step: 'explained' | 'sure';
  busy: boolean;
  slow: boolean;
  trouble: ErrorWords | null;
  onGoOn: () => void;
  onKeep: () => void;
  onDelete: () => void;
  copy: Copy;
}

/** Deleting the account: what is deleted, what stays, and two confirmations, each with a button to go back. */
export function DeleteAccountPage({
  step,
  busy,
  slow,
  trouble,
  onGoOn,
  onKeep,
  onDelete,
  copy,
}: DeleteAccountPageProps) {
  const words = copy.deleteAccount;
  return (
    <Page>
      <View className="delete-account-lead">{words.lead}</View>
      <View className="card">
        {words.gone(WITH_PROFILE_PAGE).map((line) => (
          <View key={line} className="delete-account-line">
            <Text className="delete-account-mark">·</Text>
            <Text className="delete-account-text">{line}</Text>
          </View>
        ))}
      </View>
      <View className="delete-account-stays small">{words.stays}</View>
      {trouble ? <Note id="delete-account-trouble" words={trouble} /> : null}
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
            <View id="delete-account-slow" className="slow small">
              {copy.slowSite}
            </View>
          ) : null}
        </View>
      )}
    </Page>
  );
}
