import type { ErrorWords } from '@maqiao/shared';
import { View } from '@tarojs/components';
import type { PropsWithChildren, ReactNode } from 'react';
import { Page } from '../ui/page.tsx';
import './outcome.css';

/** What happened, what to do now, and the next actions. */
export function Outcome({
  words,
  mark,
  children,
}: PropsWithChildren<{ words: ErrorWords; mark?: ReactNode }>) {
  return (
    <Page className="outcome">
      {mark ? <View className="outcome-mark">{mark}</View> : null}
      <View id="happened" className="outcome-happened">
        {words.happened}
      </View>
      <View id="next" className="outcome-next">
        {words.next}
      </View>
      <View className="outcome-ways stack">{children}</View>
    </Page>
  );
}
