import { useDidShow, useLoad, usePullDownRefresh } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { FrontPage } from '../../home/front-page.tsx';
import { HomePage } from '../../home/home-page.tsx';
import { HomeShapes } from '../../home/home-shapes.tsx';
import { signOut } from '../../person/person.ts';
import { signIn } from '../../person/sign-in.ts';
import { useFarewell, usePerson } from '../../person/use-person.ts';
import { useTask } from '../../person/use-task.ts';
import { phoneLanguage } from '../../platform/language.ts';
import { endPullDown } from '../../platform/pull-down.ts';
import { switchSharingOff } from '../../platform/sharing.ts';
import { isMarkedSignedIn } from '../../platform/signed-in-mark.ts';
import { setTitle } from '../../platform/title.ts';
import { useSessions } from '../../sessions/use-sessions.ts';
import { useSite } from '../../site/use-site.ts';
import { useCopy } from '../../words/use-copy.ts';

/** What opens from the list of recent programs. It signs nobody in who has not asked for it once. */
export default function HomeRoute() {
  const language = phoneLanguage();
  const copy = useCopy(language);
  const person = usePerson();
  const { name, logoUrl } = useSite();
  const farewell = useFarewell();
  const signingIn = useTask();
  const { state, actions } = useSessions();
  /** Whether this sign-in was asked for in an earlier visit: then its page is not the front page. */
  const [silent, setSilent] = useState(() => isMarkedSignedIn() && person === null);
  const start = () => void signingIn.run(signIn, () => undefined).then(() => setSilent(false));

  useLoad(() => {
    switchSharingOff();
    if (silent) start();
  });
  useEffect(() => setTitle(name), [name]);
  const here = person !== null;
  useEffect(() => {
    if (here) void actions.load();
    else actions.forget();
  }, [here, actions]);
  useDidShow(() => {
    if (here) void actions.load();
  });
  usePullDownRefresh(() => {
    if (here) void actions.load().then(endPullDown);
    else endPullDown();
  });

  if (person) {
    const { user } = person;
    const shared = { site: name, copy, language };
    return <HomePage {...shared} user={user} sessions={state} actions={actions} onSignOut={signOut} />;
  }
  if (silent) return <HomeShapes slow={signingIn.slow} copy={copy} />;
  return (
    <FrontPage
      site={name}
      logoUrl={logoUrl}
      host={API_BASE.replace(/^https?:\/\//, '')}
      copy={copy}
      language={language}
      signIn={signingIn}
      onSignIn={start}
      done={farewell && (farewell === 'deleted' ? copy.front.deleted : copy.front.signedOut)}
    />
  );
}
