import type { Language, PageSettings, Statistics } from '@maqiao/shared';
import { useEffect, useState } from 'react';
import {
  chooseLanguage,
  htmlLanguage,
  OUR_LANGUAGES,
  rememberedLanguage,
  rememberLanguage,
} from '../language.ts';
import { LanguageSwitch } from '../language-switch.tsx';
import { SiteLogo } from '../site-logo.tsx';
import { LanguageContext } from './admin-context.ts';
import { ADMIN_WORDS } from './admin-words.ts';
import type { OwnerApi } from './owner-api.ts';
import { AUDIT_PAGE_WORDS } from './audit/audit-page-words.ts';
import { CLIENT_WORDS } from './clients/client-words.ts';
import { Audit } from './views/audit/audit.tsx';
import { Clients } from './views/clients/clients.tsx';
import { Dashboard } from './views/dashboard.tsx';
import { KeyForm } from './views/key-form.tsx';

const VIEWS = ['overview', 'audit', 'clients'] as const;

type AdminView = (typeof VIEWS)[number];

/** The owner's page: it asks for the key, and shows nothing before the server has taken it. */
export function AdminPage({ settings }: { settings: PageSettings }) {
  const [language, setLanguage] = useState<Language>(() =>
    chooseLanguage(navigator.languages, rememberedLanguage()),
  );
  // The key is kept in the closure of `api` only.
  const [opened, setOpened] = useState<{ api: OwnerApi; first: Statistics } | null>(null);
  const [view, setView] = useState<AdminView>('overview');
  /** Id of the person whom the view is about; empty: of everybody. */
  const [person, setPerson] = useState('');
  const show = (next: AdminView, id = ''): void => {
    setView(next);
    setPerson(id);
  };
  const words = ADMIN_WORDS[language];
  const title = `${words.title} · ${settings.siteName}`;

  useEffect(() => {
    document.documentElement.lang = htmlLanguage(language);
    document.title = title;
  }, [language, title]);

  return (
    <LanguageContext value={language}>
      <div className="admin">
        <header className="page-header">
          <div className="site">
            <SiteLogo url={settings.logoUrl} />
            <h1 className="site-name">{title}</h1>
          </div>
          <div className="admin-tools">
            {opened && (
              <button type="button" className="language-switch" onClick={() => setOpened(null)}>
                {words.leave}
              </button>
            )}
            <LanguageSwitch
              language={language}
              offered={OUR_LANGUAGES}
              onChoose={(chosen) => {
                rememberLanguage(chosen);
                setLanguage(chosen);
              }}
            />
          </div>
        </header>
        <main className="admin-main">
          {opened && (
            <nav className="admin-views" aria-label={words.title}>
              {VIEWS.map((one) => (
                <button
                  key={one}
                  type="button"
                  className="admin-view"
                  aria-current={view === one ? 'page' : undefined}
                  onClick={() => show(one)}
                >
                  {one === 'audit' ? AUDIT_PAGE_WORDS[language].title : CLIENT_WORDS[language][one]}
                </button>
              ))}
            </nav>
          )}
          {opened === null && <KeyForm onOpen={(api, first) => setOpened({ api, first })} />}
          {opened !== null && view === 'overview' && (
            <Dashboard
              api={opened.api}
              first={opened.first}
              person={person}
              onAudit={(id) => show('audit', id)}
            />
          )}
          {opened !== null && view === 'clients' && <Clients api={opened.api} />}
          {opened !== null && view === 'audit' && (
            <Audit key={person} api={opened.api} user={person} onPerson={(id) => show('overview', id)} />
          )}
        </main>
        {settings.apiDocs && (
          <footer className="page-footer">
            <a className="admin-docs" href="/api/docs">
              {words.apiDocs}
            </a>
          </footer>
        )}
      </div>
    </LanguageContext>
  );
}
