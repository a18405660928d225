import type { PageSettings } from '@maqiao/shared';
import type { ReactNode } from 'react';
import { LanguageSwitch } from './language-switch.tsx';
import { SiteLogo } from './site-logo.tsx';
import type { ChosenLanguage } from './use-language.ts';
import { wordsIn } from './words.ts';

interface PageFrameProps {
  settings: PageSettings;
  chosen: ChosenLanguage;
  children: ReactNode;
}

/** What stands around the contents of every page for people who sign in: whose page it is, and its language. */
export function PageFrame({ settings, chosen, children }: PageFrameProps) {
  const { language, offered, choose } = chosen;
  const words = wordsIn(language);
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
          <span className="site-name">{settings.siteName}</span>
        </p>
        <LanguageSwitch language={language} offered={offered} onChoose={choose} />
      </header>
      <main className="page-main">{children}</main>
      <footer className="page-footer">{words.madeWith}</footer>
      <div className="bridge" aria-hidden="true" />
    </div>
  );
}
