import type { LoginRequestDetails } from '@maqiao/shared';
import { Text, View } from '@tarojs/components';
import type { Copy } from '../words/copy.ts';
import { useSite } from '../site/use-site.ts';
import { Logo } from '../ui/logo.tsx';
import { agoOf } from '../times/ago.ts';
import { useNow } from '../times/use-now.ts';
import { known } from '../words/known.ts';
import { placeOf } from '../words/place.ts';
import { scanSource } from './scan-source.ts';
import './who-asks.css';

/** The site that asks, and the browser behind it: what the person compares with the screen before deciding. */
export function WhoAsks({
  request,
  madeAt,
  entry,
  copy,
}: {
  request: LoginRequestDetails;
  madeAt: number;
  entry: number | undefined;
  copy: Copy;
}) {
  const now = useNow();
  const { logoUrl } = useSite();
  const { near, knownBrowser } = request;
  return (
    <View className="card who">
      {/* The logo is that of the login page itself; beside another site's address it would suggest that we know that site. */}
      {logoUrl !== null && request.siteUrl === API_BASE ? <Logo url={logoUrl} /> : null}
      {isHostOf(request.siteName, request.siteUrl) ? null : (
        <View id="site-name" className="who-site">
          {request.siteName}
        </View>
      )}
      <View
        id="site-url"
        className={isHostOf(request.siteName, request.siteUrl) ? 'who-site' : 'who-address'}
      >
        {request.siteUrl}
      </View>
      <View className="who-asks">{copy.asks}</View>
      <Row
        id="browser"
        label={copy.browser}
        value={known(request.browser, copy)}
        detail={knownBrowser === undefined ? '' : copy.knownBrowser[knownBrowser ? 'yes' : 'no']}
      />
      <Row id="system" label={copy.system} value={known(request.os, copy)} />
      <Row
        id="place"
        label={copy.place}
        value={placeOf(request, copy)}
        detail={[near === 'unknown' ? undefined : copy.near[near], request.ip].filter(Boolean).join(' · ')}
      />
      <Row id="time" label={copy.time} value={copy.ago(agoOf(now - madeAt))} />
      <Row id="way" label={copy.way} value={copy.ways[scanSource(entry)]} />
    </View>
  );
}

/** A site without a name is shown by its address only. */
function isHostOf(name: string, url: string): boolean {
  return url.replace(/^https?:\/\//, '') === name;
}

function Row({ id, label, value, detail }: { id: string; label: string; value: string; detail?: string }) {
  return (
    <View className="who-row">
      <Text className="who-label">{label}</Text>
      <View id={id} className="who-value">
        <View>{value}</View>
        {detail ? <View className="small">{detail}</View> : null}
      </View>
    </View>
  );
}
