import { useDidShow, useLoad } from '@tarojs/taro';
import { useEffect } from 'react';
import { LoginPage } from '../../login/login-page.tsx';
import { useLogin } from '../../login/use-login.ts';
import { visitOf } from '../../login/visit.ts';
import { phoneLanguage } from '../../platform/language.ts';
import { entryNumber, isRelease } from '../../platform/opening.ts';
import { takeScannedScene } from '../../platform/scan-code.ts';
import { switchSharingOff } from '../../platform/sharing.ts';
import { setTitle } from '../../platform/title.ts';
import { useCopy } from '../../words/use-copy.ts';

/** The page that a scanned code opens: `scene` in its query names the login. */
export default function LoginRoute() {
  const language = phoneLanguage();
  const copy = useCopy(language);
  const { phase, actions } = useLogin();

  useEffect(() => setTitle(copy.loginTitle), [copy.loginTitle]);

  // Only onLoad means a new scan. Coming back from the background shows the page again with the old options.
  useLoad<{ scene?: string }>((query) => {
    switchSharingOff();
    actions.open(
      visitOf({
        scene: query?.scene,
        entry: entryNumber(),
        release: isRelease(),
        scannedHere: takeScannedScene(),
      }),
    );
  });
  useDidShow(actions.shownAgain);

  return <LoginPage phase={phase} actions={actions} copy={copy} language={language} />;
}
