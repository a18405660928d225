import { useLoad } from '@tarojs/taro';
import { useState } from 'react';
import { deleteAccount } from '../../api/person-calls.ts';
import { DeleteAccountPage } from '../../delete-account/delete-account-page.tsx';
import { signOut } from '../../person/person.ts';
import { withLoginCode } from '../../person/sign-in.ts';
import { usePerson } from '../../person/use-person.ts';
import { useTask } from '../../person/use-task.ts';
import { phoneLanguage } from '../../platform/language.ts';
import { goBack, goHome } from '../../platform/navigation.ts';
import { switchSharingOff } from '../../platform/sharing.ts';
import { setTitle } from '../../platform/title.ts';
import { useCopy } from '../../words/use-copy.ts';
import { failureWords } from '../../words/failure-words.ts';

/** Where somebody deletes their account. */
export default function LeaveRoute() {
  const language = phoneLanguage();
  const copy = useCopy(language);
  const person = usePerson();
  const task = useTask();
  const [step, setStep] = useState<'explained' | 'sure'>('explained');
  useLoad(() => {
    setTitle(copy.deleteAccount.title);
    switchSharingOff();
    if (!person) goHome();
  });
  if (!person) return null;
  return (
    <DeleteAccountPage
      step={step}
      busy={task.busy}
      slow={task.slow}
      trouble={task.trouble && failureWords(task.trouble.code, language)}
      onGoOn={() => setStep('sure')}
      onKeep={goBack}
      onDelete={() =>
        void task.run(
          () => withLoginCode(deleteAccount),
          () => {
            signOut('deleted');
            goHome();
          },
        )
      }
      copy={copy}
    />
  );
}
