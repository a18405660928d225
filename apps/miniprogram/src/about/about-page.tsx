import { View } from '@tarojs/components';
import { canOpenPrivacyContract, openPrivacyContract } from '../platform/privacy-contract.ts';
import { Page } from '../ui/page.tsx';
import type { Copy } from '../words/copy.ts';
import './about-page.css';

export function AboutPage({ site, host, copy }: { site: string; host: string; copy: Copy }) {
  return (
    <Page>
      <Section title={copy.aboutWho} lines={[copy.aboutWhoText(site, host)]} />
      <Section title={copy.aboutSent} lines={[copy.aboutSentText(WITH_PROFILE_PAGE)]} />
      <Section title={copy.aboutKept} lines={copy.aboutKeptText(WITH_PROFILE_PAGE)} />
      <Section title={copy.aboutNever} lines={[copy.aboutNeverText(WITH_PROFILE_PAGE)]} />
      <Section title={copy.aboutLeave} lines={[copy.aboutLeaveText]} />
      {canOpenPrivacyContract() ? (
        <View id="privacy-contract" className="link" onClick={openPrivacyContract}>
          {copy.privacyContract}
        </View>
      ) : null}
    </Page>
  );
}

function Section({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <View className="about-section">
      <View className="about-title">{title}</View>
      {lines.map((line) => (
        <View key={line} className="about-line">
          {line}
        </View>
      ))}
    </View>
  );
}
