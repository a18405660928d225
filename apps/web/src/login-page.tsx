import type { Login, Surroundings } from '@maqiao/browser';
import type { PageSettings } from '@maqiao/shared';
import { useEffect, useState } from 'react';
import { isSimulatedWechat, markSimulatedWechat } from './demo-wechat.ts';
import { documentTitle } from './document-title.ts';
import { fill } from './fill.ts';
import { LoginCard } from './login-card.tsx';
import { MethodChooser } from './methods/method-chooser.tsx';
import { fetchMethods, hasNoCode, type OfferedMethod } from './methods/offered-methods.ts';
import { PageFrame } from './page-frame.tsx';
import { useLanguage } from './use-language.ts';
import { useLogin } from './use-login.ts';
import { wordsIn } from './words.ts';

interface LoginPageProps {
  login: Login;
  settings: PageSettings;
  surroundings: Surroundings;
  /** Address of the card's style sheet as a file; undefined where the build has made none. */
  cardStyles: string | undefined;
}

/** The whole page: who asks, `<maqiao-login>` with what is going on, and the language. */
export function LoginPage({ login, settings, surroundings, cardStyles }: LoginPageProps) {
  const state = useLogin(login);
  const chosen = useLanguage(settings);
  const { language } = chosen;
  const words = wordsIn(language);

  const [methods, setMethods] = useState<readonly OfferedMethod[]>([]);
  const { otherMethods } = settings;
  useEffect(() => {
    const inPage = isSimulatedWechat() ? markSimulatedWechat : undefined;
    if (otherMethods) void fetchMethods(fetch, inPage).then(setMethods);
  }, [otherMethods]);

  const title = documentTitle(state, surroundings, language, settings.siteName);
  useEffect(() => {
    document.title = title;
  }, [title]);

  return (
    <PageFrame settings={settings} chosen={chosen}>
      {state.phase === 'failed' && hasNoCode(methods) ? (
        <h1 className="sign-in-title">{fill(words.title, { site: settings.siteName })}</h1>
      ) : (
        <LoginCard
          login={login}
          state={state}
          settings={settings}
          language={language}
          headingLevel={1}
          cardStyles={cardStyles}
        />
      )}
      {state.phase === 'signed-in' && (
        <a className="button button-quiet to-account" href="/account">
          {words.toAccount}
        </a>
      )}
      <MethodChooser
        login={login}
        state={state}
        methods={methods}
        language={language}
        surroundings={surroundings}
      />
    </PageFrame>
  );
}
