import type { ErrorWords } from '@maqiao/shared';
import { View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import './note.css';

/** A message inside a page: what happened and what to do. */
export function Note({ id, words, children }: PropsWithChildren<{ id: string; words: ErrorWords }>) {
  return (
    <View id={id} className="note">
      <View>{words.happened}</View>
      <View className="small">{words.next}</View>
      {children}
    </View>
  );
}
