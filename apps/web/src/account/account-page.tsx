import type { Login, LoginState, Surroundings } from '@maqiao/browser';
import type { PageSettings } from '@maqiao/shared';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { LoginCard } from '../login-card.tsx';
import { MethodChooser } from '../methods/method-chooser.tsx';
import { fetchMethods, hasNoCode, type OfferedMethod } from '../methods/offered-methods.ts';
import { PageFrame } from '../page-frame.tsx';
import { useLanguage } from '../use-language.ts';
import { useLogin } from '../use-login.ts';
import { Account } from './account.tsx';
import type { AccountApi } from './account-api.ts';
import { AccountLanguage, useAccountWords } from './account-context.ts';
import { Farewell, type Left } from './farewell.tsx';
import { Shape } from './parts/part.tsx';
import { forgetKept } from './tab-storage.ts';

interface AccountPageProps {
  login: Login;
  api: AccountApi;
  /** Counts what has changed the account elsewhere. */
  changes: { subscribe: (listener: () => void) => () => void; count: () => number };
  settings: PageSettings;
  surroundings: Surroundings;
  /** Address of the card's style sheet as a file; undefined where the build has made none. */
  cardStyles: string | undefined;
}

/** `/account`: the account of whoever is signed in, or the way to sign in. */
export function AccountPage({ settings, ...props }: AccountPageProps) {
  const chosen = useLanguage(settings);
  return (
    <AccountLanguage value={chosen.language}>
      <PageFrame settings={settings} chosen={chosen}>
        <Contents settings={settings} {...props} />
      </PageFrame>
    </AccountLanguage>
  );
}

/** Phases in which somebody is signed in, or may be. */
const SOMEBODY: ReadonlySet<LoginState['phase']> = new Set(['loading', 'offline', 'signed-in']);

function Contents({ login, api, changes, settings, surroundings, cardStyles }: AccountPageProps) {
  const { tag, words } = useAccountWords();
  const state = useLogin(login);
  const count = useSyncExternalStore(changes.subscribe, changes.count);
  const [left, setLeft] = useState<Left | null>(null);
  const methods = useMethods();
  useEffect(() => {
    document.title = `${words.title} · ${settings.siteName}`;
  }, [words, settings.siteName]);

  const isNobody = left !== null || !SOMEBODY.has(state.phase);
  useEffect(() => {
    if (isNobody) forgetKept();
  }, [isNobody]);

  const leave = (how: Left): void => {
    // Nothing is shown of a login until the person wants one.
    login.stop();
    setLeft(how);
  };
  if (left !== null)
    return (
      <Farewell
        left={left}
        onSignIn={() => {
          setLeft(null);
          login.start();
        }}
      />
    );
  if (state.phase === 'signed-in')
    return (
      <Account
        login={login}
        api={api}
        methods={methods}
        settings={settings}
        surroundings={surroundings}
        cardStyles={cardStyles}
        changes={count}
        onLeft={leave}
      />
    );
  if (state.phase === 'loading')
    return (
      <div className="account">
        <h1>{words.title}</h1>
        <section className="part">
          <Shape rows={4} />
        </section>
      </div>
    );
  return (
    <div className="proof">
      <h1>{words.title}</h1>
      <p className="soft">{words.signInFirst}</p>
      {(state.phase !== 'failed' || !hasNoCode(methods)) && (
        <LoginCard
          login={login}
          state={state}
          settings={settings}
          language={tag}
          headingLevel={2}
          cardStyles={cardStyles}
        />
      )}
      <MethodChooser
        login={login}
        state={state}
        methods={methods.map(backHere)}
        language={tag}
        surroundings={surroundings}
      />
    </div>
  );
}

/** What this server offers; nothing until it has answered. */
function useMethods(): readonly OfferedMethod[] {
  const [methods, setMethods] = useState<readonly OfferedMethod[]>([]);
  useEffect(() => void fetchMethods().then(setMethods), []);
  return methods;
}

/** A method that leaves the page comes back to this one. */
function backHere(method: OfferedMethod): OfferedMethod {
  if (method.href === '') return method;
  return { ...method, href: `${method.href}${method.href.includes('?') ? '&' : '?'}to=/account` };
}
