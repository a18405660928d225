import { View } from '@tarojs/components';
import { Page } from '../ui/page.tsx';
import type { Copy } from '../words/copy.ts';
import './home-page.css';
import './home-shapes.css';

/** The placeholder of the page while it loads, for somebody who has signed in before. */
export function HomeShapes({ slow, copy }: { slow: boolean; copy: Copy }) {
  return (
    <Page id="opening">
      <View className="home-person">
        <View className="shape home-shape-avatar" />
        <View className="home-person-words">
          <View className="shape home-shape-name" />
        </View>
      </View>
      <View className="shape home-shape-button" />
      <View className="shape home-shape-card" />
      {slow ? (
        <View id="opening-slow" className="home-hint small">
          {copy.slowSite}
        </View>
      ) : null}
    </Page>
  );
}
