import type { Login, LoginState } from '@maqiao/browser';
import { MaqiaoLogin } from '@maqiao/browser/react';
import type { OwnWords, PageSettings } from '@maqiao/shared';
import { useMemo } from 'react';
import { DemoPhone } from './demo-phone.tsx';
import { knownSite } from './known-site.ts';
import { htmlLanguage } from './language.ts';
import { wordsIn } from './words.ts';

interface LoginCardProps {
  login: Login;
  state: LoginState;
  settings: PageSettings;
  language: string;
  /** Whose name the card shows; the site's own otherwise. */
  name?: string | undefined;
  /** Texts of this card in place of those that every card has, by their keys. */
  words?: OwnWords | undefined;
  headingLevel: 1 | 2;
  cardStyles: string | undefined;
}

/** `<maqiao-login>` in a page of ours, with what the page knows already; in the demo with the simulated phone. */
export function LoginCard({
  login,
  state,
  settings,
  language,
  name = settings.siteName,
  words,
  headingLevel,
  cardStyles,
}: LoginCardProps) {
  const known = useMemo(
    () => knownSite({ ...settings, siteName: name }, language, words),
    [settings, name, language, words],
  );
  return (
    <MaqiaoLogin
      login={login}
      lang={htmlLanguage(language)}
      site={known}
      headingLevel={headingLevel}
      stylesheet={cardStyles}
    >
      {state.phase === 'waiting' && settings.phoneUrl !== null && (
        <DemoPhone
          phoneUrl={settings.phoneUrl}
          scene={state.scene}
          method={state.method}
          words={wordsIn(language)}
        />
      )}
    </MaqiaoLogin>
  );
}
