import { View } from '@tarojs/components';
import { Page } from '../ui/page.tsx';
import type { Copy } from '../words/copy.ts';
import type { SlowPart } from './login-state.ts';
import { slowWords } from './slow-words.ts';
import './reading.css';

const ROWS = ['browser', 'system', 'place', 'time'];

/** The placeholder while the request is read. It shows nothing about the login, because nothing is known yet. */
export function Reading({ slow, copy }: { slow: SlowPart | null; copy: Copy }) {
  return (
    <Page id="reading">
      <View className="card">
        <View className="shape shape-site" />
        <View className="shape shape-address" />
        {ROWS.map((row) => (
          <View key={row} className="shape-row">
            <View className="shape shape-label" />
            <View className="shape shape-value" />
          </View>
        ))}
      </View>
      {slow ? (
        <View id="slow" className="reading-slow small">
          {slowWords(slow, copy)}
        </View>
      ) : null}
    </Page>
  );
}
