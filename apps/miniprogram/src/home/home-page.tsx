import { Navigator, Text, View } from '@tarojs/components';
import { ScanAgain } from '../login/scan-again.tsx';
import { canScanCode } from '../platform/scan-code.ts';
import type { Copy } from '../words/copy.ts';
import { Bridge } from './bridge.tsx';
import { StepPicture } from './step-picture.tsx';
import './home-page.css';

/** What this program is for, how a sign-in goes, what to watch out for, and what is stored. */
export function HomePage({ site, copy }: { site: string; copy: Copy }) {
  return (
    <View className="page home">
      <Bridge seal={copy.seal} />
      <View className="home-lead">{copy.homeLead}</View>
      <View className="home-what">{copy.homeWhat(site)}</View>
      <ScanAgain copy={copy} label={copy.scan} how="open" />
      <View className="home-hint small">{canScanCode() ? copy.scanHint : copy.scanOutside}</View>

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
      <View className="home-stores">{copy.storesSite(site)}</View>
      <Navigator id="about" className="link home-about" hoverClass="pressed" url="/pages/about/index">
        {copy.about}
      </Navigator>
    </View>
  );
}
