import { useLoad } from '@tarojs/taro';
import { AboutPage } from '../../about/about-page.tsx';
import { phoneLanguage } from '../../platform/language.ts';
import { switchSharingOff } from '../../platform/sharing.ts';
import { setTitle } from '../../platform/title.ts';
import { useSite } from '../../site/use-site.ts';
import { useCopy } from '../../words/use-copy.ts';

/** Who runs the program, what it sends and keeps, and how to sign out. */
export default function AboutRoute() {
  const copy = useCopy(phoneLanguage());
  const { name } = useSite();
  useLoad(() => {
    setTitle(copy.aboutTitle);
    switchSharingOff();
  });
  return <AboutPage site={name} host={API_BASE.replace(/^https?:\/\//, '')} copy={copy} />;
}
