import type { Login, Surroundings } from '@maqiao/browser';
import { MaqiaoLogin } from '@maqiao/browser/react';
import type { PageSettings } from '@maqiao/shared';
import { useEffect, useMemo, useState } from 'react';
import { DemoPhone } from './demo-phone.tsx';
import { documentTitle } from './document-title.ts';
import { knownSite } from './known-site.ts';
import { LanguageSwitch } from './language-switch.tsx';
import {
  chooseLanguage,
  htmlLanguage,
  OUR_LANGUAGES,
  rememberedLanguage,
  rememberLanguage,
} from './language.ts';
import { SiteLogo } from './site-logo.tsx';
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
  const offered = useMemo(() => languagesOf(settings), [settings]);
  const [language, setLanguage] = useState(() =>
    chooseLanguage<string>(
      navigator.languages,
      rememberedLanguage(),
      offered.map(({ tag }) => tag),
    ),
  );
  const words = wordsIn(language);
  const site = settings.siteName;
  const known = useMemo(() => knownSite(settings, language), [settings, language]);

  const title = documentTitle(state, surroundings, language, site);
  useEffect(() => {
    document.documentElement.lang = htmlLanguage(language);
    document.title = title;
  }, [language, title]);

  const choose = (chosen: string): void => {
    rememberLanguage(chosen);
    setLanguage(chosen);
  };

  return (
    <div className="page">
      {settings.demo && (
        <aside className="demo-mark">
          {words.demo}
          {settings.apiDocs && (
            <a className="demo-docs" href="/api/docs">
              {words.apiDocs}
            </a>
          )}
        </aside>
      )}
      <header className="page-header">
        <p className="site">
          <SiteLogo url={settings.logoUrl} />
          <span className="site-name">{site}</span>
        </p>
        <LanguageSwitch language={language} offered={offered} onChoose={choose} />
      </header>
      <main className="page-main">
        <MaqiaoLogin
          login={login}
          lang={htmlLanguage(language)}
          site={known}
          headingLevel={1}
          stylesheet={cardStyles}
        >
          {state.phase === 'waiting' && settings.phoneUrl !== null && (
            <DemoPhone phoneUrl={settings.phoneUrl} scene={state.scene} words={words} />
          )}
        </MaqiaoLogin>
      </main>
      <footer className="page-footer">{words.madeWith}</footer>
      <div className="bridge" aria-hidden="true" />
    </div>
  );
}

/** Ours, and what the server adds to them. */
function languagesOf({ languages }: PageSettings): { tag: string; name: string }[] {
  const further = languages.filter(({ tag }) => !OUR_LANGUAGES.some((ours) => ours.tag === tag));
  return [...OUR_LANGUAGES, ...further];
}
