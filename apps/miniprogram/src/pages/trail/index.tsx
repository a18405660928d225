import { useLoad, usePullDownRefresh } from '@tarojs/taro';
import { phoneLanguage } from '../../platform/language.ts';
import { endPullDown } from '../../platform/pull-down.ts';
import { switchSharingOff } from '../../platform/sharing.ts';
import { setTitle } from '../../platform/title.ts';
import { TrailPage } from '../../trail/trail-page.tsx';
import { useTrail } from '../../trail/use-trail.ts';
import { useCopy } from '../../words/use-copy.ts';

/** What happened around the person's sign-ins. */
export default function TrailRoute() {
  const language = phoneLanguage();
  const copy = useCopy(language);
  const { state, actions } = useTrail();
  useLoad(() => {
    setTitle(copy.trail.title);
    switchSharingOff();
    void actions.load();
  });
  usePullDownRefresh(() => void actions.load().then(endPullDown));
  return <TrailPage state={state} actions={actions} copy={copy} language={language} />;
}
