import { useLoad } from '@tarojs/taro';
import { signOut } from '../../person/person.ts';
import { usePerson } from '../../person/use-person.ts';
import { phoneLanguage } from '../../platform/language.ts';
import { goHome } from '../../platform/navigation.ts';
import { switchSharingOff } from '../../platform/sharing.ts';
import { setTitle } from '../../platform/title.ts';
import { ProfilePage } from '../../profile/profile-page.tsx';
import { useProfile } from '../../profile/use-profile.ts';
import { useCopy } from '../../words/use-copy.ts';

/** The person's name and picture. */
export default function ProfileRoute() {
  const language = phoneLanguage();
  const copy = useCopy(language);
  const person = usePerson();
  const profile = useProfile(copy, language);
  useLoad(() => {
    setTitle(copy.profile.title);
    switchSharingOff();
    // Opened directly, for instance from a search result: go to the first page.
    if (!person) goHome();
  });
  if (!person) return null;
  const onSignOut = () => {
    signOut();
    goHome();
  };
  return <ProfilePage user={person.user} profile={profile} onSignOut={onSignOut} copy={copy} />;
}
