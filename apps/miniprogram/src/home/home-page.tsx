import type { Language, UserProfile } from '@maqiao/shared';
import { View } from '@tarojs/components';
import { ScanAgain } from '../login/scan-again.tsx';
import { openPage } from '../platform/pages.ts';
import { canScanCode } from '../platform/scan-code.ts';
import { SessionsPanel } from '../sessions/sessions-panel.tsx';
import type { SessionsState } from '../sessions/sessions-state.ts';
import type { SessionsActions } from '../sessions/use-sessions.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Page } from '../ui/page.tsx';
import { RowLink } from '../ui/row-link.tsx';
import type { Copy } from '../words/copy.ts';
import { Guide } from './guide.tsx';
import './home-page.css';

export interface HomePageProps {
  site: string;
  user: UserProfile;
  sessions: SessionsState;
  actions: SessionsActions;
  onSignOut: () => void;
  copy: Copy;
  language: Language;
}

/** For a signed-in person: name and picture, signed-in browsers, and links to everything else. */
export function HomePage({ site, user, sessions, actions, onSignOut, copy, language }: HomePageProps) {
  return (
    <Page className="home">
      {WITH_PROFILE_PAGE ? <Person user={user} copy={copy} /> : null}
      <ScanAgain copy={copy} label={copy.scan} how="open" />
      {canScanCode() ? null : <View className="home-hint small">{copy.scanOutside}</View>}

      <SessionsPanel state={sessions} actions={actions} copy={copy} language={language} />

      <View className="row-links">
        <RowLink id="audit-log" label={copy.mine.auditLog} onTap={() => openPage('audit-log')} />
        <RowLink id="about" label={copy.about} onTap={() => openPage('about')} />
        <RowLink id="sign-out" label={copy.mine.signOut} onTap={onSignOut} />
        {WITH_PROFILE_PAGE ? null : (
          // Elsewhere it stands on the profile page: people must be able to leave without one as well.
          <RowLink
            id="delete-account"
            label={copy.profile.deleteAccount}
            onTap={() => openPage('delete-account')}
          />
        )}
      </View>
      <Guide site={site} copy={copy} />
    </Page>
  );
}

/** Name and picture, with a link to the page where they are set. */
function Person({ user, copy }: { user: UserProfile; copy: Copy }) {
  return (
    <View
      id="profile"
      className="home-person"
      hoverClass="pressed"
      ariaRole="button"
      onClick={() => openPage('profile')}
    >
      <Avatar user={user} />
      <View className="home-person-words">
        <View id="nickname" className="home-person-name">
          {user.nickname ?? copy.mine.noName}
        </View>
        <View className="small">{copy.mine.profileHint}</View>
      </View>
      <View className="row-link-mark" />
    </View>
  );
}
