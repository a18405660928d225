import { Text, View } from '@tarojs/components';
import type { Copy } from '../words/copy.ts';
import { StepPicture } from './step-picture.tsx';
import './guide.css';

/** How a sign-in goes, what to watch out for, and what is stored. */
export function Guide({ site, copy }: { site: string; copy: Copy }) {
  return (
    <View id="guide">
      <View className="home-title">{copy.stepsTitle}</View>
      <View className="card">
        {copy.steps.map((step, index) => (
          <View key={step.title} className="home-step">
            <StepPicture step={index} />
            <View className="home-step-words">
              <View className="home-step-title">{step.title}</View>
              <View className="small">{step.text}</View>
            </View>
          </View>
        ))}
      </View>

      <View className="home-title">{copy.careTitle}</View>
      {copy.care.map((line) => (
        <View key={line} className="home-care">
          <Text className="home-care-mark">·</Text>
          <Text className="home-care-text">{line}</Text>
        </View>
      ))}

      <View className="home-title">{copy.storesTitle}</View>
      <View className="home-stores">{copy.storesPhone}</View>
      <View className="home-stores">{copy.storesSite(site, WITH_PROFILE_PAGE)}</View>
    </View>
  );
}
