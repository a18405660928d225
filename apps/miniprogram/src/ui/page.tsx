import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import { useState, type CSSProperties, type PropsWithChildren } from 'react';
import { textScale } from '../platform/text-scale.ts';

/** The frame of every screen: its margins, and text of the size that the person has set. */
export function Page({ id, className, children }: PropsWithChildren<{ id?: string; className?: string }>) {
  const [scale, setScale] = useState(textScale);
  // The setting is changed outside of the program.
  useDidShow(() => setScale(textScale()));
  const style = { '--text': String(scale) } as CSSProperties;
  return (
    <View id={id} className={className ? `page ${className}` : 'page'} style={style}>
      {children}
    </View>
  );
}
