import type { ErrorWords, Language } from '@maqiao/shared';
import { View } from '@tarojs/components';
import { ScanAgain } from '../login/scan-again.tsx';
import type { Task } from '../person/use-task.ts';
import { openPage } from '../platform/pages.ts';
import { canScanCode } from '../platform/scan-code.ts';
import { Logo } from '../ui/logo.tsx';
import { Note } from '../ui/note.tsx';
import { Page } from '../ui/page.tsx';
import { RowLink } from '../ui/row-link.tsx';
import { TapButton } from '../ui/tap-button.tsx';
import type { Copy } from '../words/copy.ts';
import { failureWords } from '../words/failure-words.ts';
import { Bridge } from './bridge.tsx';
import { Guide } from './guide.tsx';
import './home-page.css';

export interface FrontPageProps {
  site: string;
  logoUrl: string | null;
  host: string;
  copy: Copy;
  language: Language;
  signIn: Task;
  onSignIn: () => void;
  /** What the person has just done: signed out, or deleted the account. */
  done: ErrorWords | null;
}

/** Before any sign-in: what this program is for, who runs it, how a sign-in goes. All of it works without a sign-in. */
export function FrontPage({ site, logoUrl, host, copy, language, signIn, onSignIn, done }: FrontPageProps) {
  const { busy, slow, trouble } = signIn;
  return (
    <Page className="home">
      {logoUrl === null ? <Bridge seal={copy.seal} /> : <Logo url={logoUrl} />}
      {done ? <Note id="left" words={done} /> : null}
      <View className="home-lead">{copy.homeLead}</View>
      <View className="home-what">
        {copy.homeWhat(site)}
        <View id="who" className="home-who small">
          {copy.front.who(site, host)}
        </View>
      </View>
      <ScanAgain copy={copy} label={copy.scan} how="open" />
      <View className="home-hint small">{canScanCode() ? copy.scanHint : copy.scanOutside}</View>
      <View className="home-sign-in">
        <TapButton
          id="sign-in"
          label={busy ? copy.front.signingIn : copy.front.signIn}
          disabled={busy}
          onTap={onSignIn}
        />
        {trouble ? <Note id="sign-in-trouble" words={failureWords(trouble.code, language)} /> : null}
        {slow ? (
          <View id="sign-in-slow" className="home-hint small">
            {copy.slowSite}
          </View>
        ) : null}
        <View className="home-hint small">{copy.front.signInHint}</View>
      </View>

      <Guide site={site} copy={copy} />
      <View className="row-links">
        <RowLink id="about" label={copy.about} onTap={() => openPage('about')} />
      </View>
    </Page>
  );
}
