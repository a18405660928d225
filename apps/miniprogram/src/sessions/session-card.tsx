import type { SessionSummary } from '@maqiao/shared';
import { View } from '@tarojs/components';
import { TapButton } from '../ui/tap-button.tsx';
import type { Copy } from '../words/copy.ts';
import { joinKnown } from '../words/known.ts';
import { placeLine } from '../words/place.ts';
import { whenWords } from '../words/when-words.ts';
import { siteName } from './site-name.ts';
import './session-card.css';

export interface SessionCardProps {
  session: SessionSummary;
  now: number;
  busy: boolean;
  copy: Copy;
  onEnd: (notMe: boolean) => void;
}

/** One signed-in browser: where it is signed in, what it is, where it is, since when, and the two ways to end it. */
export function SessionCard({ session, now, busy, copy, onEnd }: SessionCardProps) {
  const words = copy.sessions;
  const what = joinKnown(session.browser, session.os) || words.unknownBrowser;
  const address = siteName(session.origin);
  const site = session.siteName ?? address;
  const place = placeLine(session, copy);
  return (
    <View className="card session" data-session={session.id}>
      <View className="session-site">{site}</View>
      {session.origin.endsWith(`//${site}`) ? null : <View className="session-line small">{address}</View>}
      <View className="session-line">{what}</View>
      {place ? <View className="session-line">{place}</View> : null}
      <View className="session-times small">
        <View>
          {words.firstUse} {whenWords(session.createdAt, now, copy)}
        </View>
        <View>
          {words.lastUse} {whenWords(session.lastSeenAt, now, copy)}
        </View>
      </View>
      <View className="answers session-ways">
        <TapButton
          id={`not-me-${session.id}`}
          label={words.notMe}
          look="careful"
          disabled={busy}
          onTap={() => onEnd(true)}
        />
        <TapButton
          id={`end-${session.id}`}
          label={busy ? words.ending : words.end}
          disabled={busy}
          onTap={() => onEnd(false)}
        />
      </View>
    </View>
  );
}
