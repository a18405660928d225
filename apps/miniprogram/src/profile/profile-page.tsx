import type { UserProfile } from '@maqiao/shared';
import { Button, Form, Input, View, type CommonEventFunction } from '@tarojs/components';
import { openPage } from '../platform/pages.ts';
import { canChooseAvatar } from '../platform/picture-file.ts';
import { PrivacySheet } from '../privacy/privacy-sheet.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Note } from '../ui/note.tsx';
import { Page } from '../ui/page.tsx';
import { RowLink } from '../ui/row-link.tsx';
import { TapButton } from '../ui/tap-button.tsx';
import type { Copy } from '../words/copy.ts';
import type { Profile } from './use-profile.ts';
import './profile-page.css';

/** Longer than any nickname of WeChat's; the server decides. */
const LONGEST_NICKNAME = 64;

export interface ProfilePageProps {
  user: UserProfile;
  profile: Profile;
  onSignOut: () => void;
  copy: Copy;
}

/** Name and picture, both optional, and the buttons to sign out and delete the account. */
export function ProfilePage({ user, profile, onSignOut, copy }: ProfilePageProps) {
  const words = copy.profile;
  const { busy } = profile;
  const onPicture: CommonEventFunction<{ avatarUrl?: string; errno?: number }> = ({ detail }) =>
    profile.choosePicture(detail);
  // Read when it is sent, not while it is typed: WeChat's suggestion and its check of names change the field
  // without an input event.
  const onSubmit: CommonEventFunction<{ value?: { nickname?: string } }> = ({ detail }) =>
    profile.saveNickname(detail.value?.nickname ?? '');
  return (
    <Page>
      <View className="profile-lead">{words.lead}</View>
      {profile.done ? (
        <View id="profile-done" className="note">
          {profile.done}
        </View>
      ) : null}
      {profile.trouble ? <Note id="profile-trouble" words={profile.trouble} /> : null}
      {busy ? (
        <View id="profile-busy" className="profile-busy small">
          {profile.slow ? copy.slowSite : words.sending}
        </View>
      ) : null}

      <View className="profile-picture">
        <Avatar user={user} large />
        <View className="profile-picture-ways stack">
          {canChooseAvatar() ? (
            <Button
              id="choose-picture"
              className={`button button-plain${busy ? ' button-off' : ''}`}
              hoverClass="pressed"
              openType="chooseAvatar"
              disabled={busy}
              onChooseAvatar={onPicture as CommonEventFunction}
            >
              {words.changePicture}
            </Button>
          ) : (
            <View id="picture-too-old" className="small">
              {words.pictureTooOld}
            </View>
          )}
          {user.avatarUrl ? (
            <View id="remove-picture" className="link profile-remove" onClick={profile.removePicture}>
              {words.removePicture}
            </View>
          ) : null}
        </View>
      </View>

      <Form onSubmit={onSubmit}>
        <View className="profile-label">{words.nickname}</View>
        <Input
          id="nickname"
          className="profile-input"
          name="nickname"
          // Older WeChat takes this for a plain text field, which works as well.
          type="nickname"
          maxlength={LONGEST_NICKNAME}
          placeholder={words.nicknamePlaceholder}
          placeholderClass="profile-placeholder"
          defaultValue={user.nickname ?? ''}
          disabled={busy}
        />
        <Button
          id="save-nickname"
          className={`button button-primary profile-save${busy ? ' button-off' : ''}`}
          hoverClass="pressed"
          formType="submit"
          disabled={busy}
        >
          {words.save}
        </Button>
      </Form>
      {user.nickname ? (
        <View id="remove-nickname" className="link" onClick={profile.removeNickname}>
          {words.removeNickname}
        </View>
      ) : null}

      <View className="profile-out stack">
        <TapButton id="sign-out" label={words.signOut} onTap={onSignOut} />
        <View className="small profile-out-hint">{words.signOutHint}</View>
      </View>
      <View className="row-links">
        <RowLink id="delete-account" label={words.deleteAccount} onTap={() => openPage('delete-account')} />
      </View>
      <PrivacySheet copy={copy} onDecline={profile.privacyDeclined} />
    </Page>
  );
}
