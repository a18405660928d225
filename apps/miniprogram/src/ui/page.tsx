import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import { useState, type CSSProperties, type PropsWithChildren } from 'react';
import { useSite } from '../site/use-site.ts';
import { textScale } from '../platform/text-scale.ts';

/** The frame of every screen: its margins, text of the size that the person has set, and the owner's colour. */
export function Page({ id, className, children }: PropsWithChildren<{ id?: string; className?: string }>) {
  const [scale, setScale] = useState(textScale);
  // The setting is changed outside of the program.
  useDidShow(() => setScale(textScale()));
  const { color } = useSite();
  const style = {
    '--text': String(scale),
    ...(color && {
      '--brand-light': color.light,
      '--brand-on-light': color.onLight,
      '--brand-dark': color.dark,
      '--brand-on-dark': color.onDark,
    }),
  } as CSSProperties;
  return (
    <View id={id} className={className ? `page ${className}` : 'page'} style={style}>
      {children}
    </View>
  );
}
