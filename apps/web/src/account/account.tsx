import type { Login, Surroundings } from '@maqiao/browser';
import type { PageSettings } from '@maqiao/shared';
import { useCallback, useState } from 'react';
import type { OfferedMethod } from '../methods/offered-methods.ts';
import type { AccountApi } from './account-api.ts';
import { useAccountWords } from './account-context.ts';
import type { AccountWords } from './account-words.ts';
import { AskingView } from './asking-view.tsx';
import { Apps } from './parts/apps.tsx';
import { AuditLog } from './parts/audit-log.tsx';
import { Browsers } from './parts/browsers.tsx';
import { Leaving } from './parts/leaving.tsx';
import { Profile } from './parts/profile.tsx';
import { Proposal } from './parts/proposal.tsx';
import { WaysIn } from './parts/ways-in.tsx';
import type { Said } from './use-change.ts';
import { useLoaded } from './use-loaded.ts';
import { useOnePerson } from './use-one-person.ts';
import { useWishes } from './use-wishes.ts';
import type { Wanted } from './wanted.ts';

interface AccountProps {
  login: Login;
  api: AccountApi;
  methods: readonly OfferedMethod[];
  settings: PageSettings;
  surroundings: Surroundings;
  cardStyles: string | undefined;
  /** Counts what has changed the account elsewhere. */
  changes: number;
  onLeft: (how: 'here' | 'everywhere' | 'deleted') => void;
}

/** What is said once something is done; where the page is left nothing is. */
const DONE: Record<Wanted['action'], (words: AccountWords) => string> = {
  link_identity: ({ wayAdded }) => wayAdded,
  remove_identity: ({ wayRemoved }) => wayRemoved,
  end_app: ({ appEnded }) => appEnded,
  delete_account: () => '',
  sign_out_everywhere: () => '',
};

/** The account of the person who is signed in; in its place a card, while they prove who they are. */
export function Account({ login, api, changes, onLeft, ...card }: AccountProps) {
  const { words } = useAccountWords();
  const [own, setOwn] = useState(0);
  const version = changes + own;
  const reloadAll = useCallback(() => setOwn((count) => count + 1), []);
  const me = useLoaded(api.me, version);
  useOnePerson(me.value?.id);
  const proposal = useLoaded(api.proposal, version);
  const identities = useLoaded(api.identities, version);
  const browsers = useLoaded(api.browsers, version);
  const apps = useLoaded(api.apps, version);
  const log = useLoaded(
    useCallback(() => api.events(null), [api]),
    version,
  );
  const wishes = useWishes({
    api,
    done: ({ action }, how) => (how === 'known' ? words.wayKnown : DONE[action](words)),
    onChanged: reloadAll,
    onLeft,
  });
  const out = useSignOut(login, onLeft);

  const { asking } = wishes;
  return (
    <>
      {asking !== null && (
        <AskingView
          key={JSON.stringify([asking.step, asking.wanted])}
          asking={asking}
          wishes={wishes}
          {...card}
        />
      )}
      {/* Stays as it is meanwhile: nothing that was typed is lost. */}
      <div className="account" hidden={asking !== null}>
        <h1>{words.title}</h1>
        <Proposal api={api} proposal={proposal} onTaken={me.reload} />
        <Profile api={api} me={me} />
        <WaysIn
          identities={identities}
          said={wishes.said('link_identity', 'remove_identity')}
          onWant={wishes.want}
        />
        <Browsers api={api} browsers={browsers} onEnded={() => void log.reload()} />
        <Apps apps={apps} said={wishes.said('end_app')} onWant={wishes.want} />
        <AuditLog api={api} log={log} />
        <Leaving
          said={out.said ?? wishes.said('delete_account', 'sign_out_everywhere')}
          signingOut={out.busy}
          onSignOut={out.signOut}
          onWant={wishes.want}
        />
      </div>
    </>
  );
}

/** The sign-out of this browser. */
function useSignOut(login: Login, onLeft: AccountProps['onLeft']) {
  const { common } = useAccountWords();
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Said>(null);
  const signOut = (): void => {
    if (busy) return;
    setBusy(true);
    void login.signOut().then((outcome) => {
      setBusy(false);
      if (outcome === 'done') return onLeft('here');
      setSaid({ done: outcome === 'blocked' ? common.signOutBlocked : common.signOutFailed });
    });
  };
  return { busy, said, signOut };
}
