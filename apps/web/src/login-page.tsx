import type { Login, Surroundings } from '@maqiao/browser';
import type { PageSettings } from '@maqiao/shared';
import { useEffect, useMemo, useRef, useState } from 'react';
import { LanguageSwitch } from './language-switch.tsx';
import {
  chooseLanguage,
  htmlLanguage,
  OUR_LANGUAGES,
  rememberedLanguage,
  rememberLanguage,
} from './language.ts';
import { PageContext } from './page-context.ts';
import { announcementOf, cardName, documentTitle } from './screen.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { useLogin } from './use-login.ts';
import { SiteLogo } from './site-logo.tsx';
import { StateView } from './views/state-view.tsx';
import { TimeRing } from './views/time-ring.tsx';
import { wordsIn } from './words.ts';

interface LoginPageProps {
  login: Login;
  settings: PageSettings;
  surroundings: Surroundings;
}

/** The whole page: who asks, the card with what is going on, and the language. */
export function LoginPage({ login, settings, surroundings }: LoginPageProps) {
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
  const card = useRef<HTMLElement>(null);
  useKeptFocus(login, state, card, card);

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
    <PageContext value={{ login, settings, surroundings, language }}>
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
          <section
            className={`card card-${state.phase}`}
            aria-label={cardName(state, language, site)}
            data-phase={state.phase}
            tabIndex={-1}
            ref={card}
          >
            {state.phase === 'waiting' && (
              <TimeRing expiresAt={state.expiresAt} lifetimeMs={state.lifetimeMs} />
            )}
            <StateView state={state} />
          </section>
          <p className="visually-hidden" role="status" aria-live="polite">
            {announcementOf(state, surroundings, language, site)}
          </p>
        </main>
        <footer className="page-footer">{words.madeWith}</footer>
        <div className="bridge" aria-hidden="true" />
      </div>
    </PageContext>
  );
}

/** Ours, and what the server adds to them. */
function languagesOf({ languages }: PageSettings): { tag: string; name: string }[] {
  const further = languages.filter(({ tag }) => !OUR_LANGUAGES.some((ours) => ours.tag === tag));
  return [...OUR_LANGUAGES, ...further];
}
