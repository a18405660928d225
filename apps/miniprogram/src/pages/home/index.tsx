import { useLoad } from '@tarojs/taro';
import { HomePage } from '../../home/home-page.tsx';
import { phoneLanguage } from '../../platform/language.ts';
import { switchSharingOff } from '../../platform/sharing.ts';
import { setTitle } from '../../platform/title.ts';
import { copyFor } from '../../words/copy-for.ts';

/** What opens from the list of recent programs. */
export default function HomeRoute() {
  useLoad(() => {
    setTitle(SITE_NAME);
    switchSharingOff();
  });
  return <HomePage site={SITE_NAME} copy={copyFor(phoneLanguage())} />;
}
