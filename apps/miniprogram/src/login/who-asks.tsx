import type { LoginRequestDetails, RequestingClient } from '@maqiao/shared';
import { agoOf, isHostOf, moreWords } from '@maqiao/shared/words/request';
import { Text, View } from '@tarojs/components';
import type { Copy } from '../words/copy.ts';
import { useSite } from '../site/use-site.ts';
import { Logo } from '../ui/logo.tsx';
import { useNow } from '../times/use-now.ts';
import { known } from '../words/known.ts';
import { placeOf } from '../words/place.ts';
import { askedBy } from './login-state.ts';
import { scanSource } from './scan-source.ts';
import './who-asks.css';

/** Who asks, and the browser behind it: what the person compares with the screen before deciding. */
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
  const { near, knownBrowser, client } = request;
  const told = toldOf(request, copy);
  return (
    <View className="card who">
      {client ? <Client client={client} copy={copy} /> : <Site request={request} copy={copy} />}
      {told === '' ? null : (
        <View id="purpose-told" className="who-told">
          {told}
        </View>
      )}
      {client ? <PageRow request={request} copy={copy} /> : null}
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

/** The site whose page shows the code, where it asks for itself. */
function Site({ request, copy }: { request: LoginRequestDetails; copy: Copy }) {
  const { logoUrl } = useSite();
  const { siteName, siteUrl } = request;
  const named = !isHostOf(siteName, siteUrl);
  return (
    <>
      {/* The logo is that of the login page itself; beside another site's address it would suggest that we know that site. */}
      {logoUrl !== null && siteUrl === API_BASE ? <Logo url={logoUrl} /> : null}
      {named ? (
        <View id="site-name" className="who-site">
          {siteName}
        </View>
      ) : null}
      <View id="site-url" className={named ? 'who-address' : 'who-site'}>
        {siteUrl}
      </View>
      <View id="asks" className={askedBy({ request }) === 'sign-in' ? 'who-asks' : 'who-told'}>
        {asksOf(request, copy)}
      </View>
    </>
  );
}

/** What the site asks for. */
function asksOf(request: LoginRequestDetails, copy: Copy): string {
  const { action, account } = request;
  switch (askedBy({ request })) {
    case 'sign-in':
      return copy.asks;
    case 'link':
      return named(copy.linkAsks, account?.nickname) ?? copy.linkAsksNameless;
    case 'step-up':
      return copy.stepUpAsks.replace('{action}', action === undefined ? '' : copy.action[action]);
  }
}

/** What the confirm leads to, where it signs nobody in; empty where it does. */
function toldOf(request: LoginRequestDetails, copy: Copy): string {
  switch (askedBy({ request })) {
    case 'sign-in':
      return '';
    case 'link':
      return copy.linkTold;
    case 'step-up':
      return named(copy.stepUpTold, request.account?.nickname) ?? copy.stepUpToldNameless;
  }
}

function named(text: string, nickname: string | null | undefined): string | undefined {
  // Not `replace` with a text: a nickname may hold a pattern such as $&.
  return nickname ? text.replace('{nickname}', () => nickname) : undefined;
}

/** A client that asks through our page, and what it is told. Our logo would suggest that we know it. */
function Client({ client, copy }: { client: RequestingClient; copy: Copy }) {
  const more = moreWords(client.scopes, copy);
  return (
    <>
      <View id="client-name" className="who-site">
        {client.name}
      </View>
      {client.host === null ? null : (
        <View id="client-host" className="who-address">
          {client.host}
        </View>
      )}
      <View className="who-asks">{copy.clientAsks}</View>
      {client.host === null ? (
        <View id="client-unknown" className="who-unknown">
          {copy.clientUnknown}
        </View>
      ) : null}
      <View id="client-told" className="who-told">
        {client.scopes.includes('profile') ? copy.clientTold : copy.clientToldId}
      </View>
      {more === '' ? null : (
        <View id="client-more" className="who-more">
          {more}
        </View>
      )}
    </>
  );
}

/** Our own page: second to the client that asks, and what the person has in front of them. */
function PageRow({ request, copy }: { request: LoginRequestDetails; copy: Copy }) {
  const { siteName, siteUrl } = request;
  return (
    <View className="who-row">
      <Text className="who-label">{copy.clientPage}</Text>
      <View className="who-value">
        {isHostOf(siteName, siteUrl) ? null : <View id="site-name">{siteName}</View>}
        <View id="site-url" className="small">
          {siteUrl}
        </View>
      </View>
    </View>
  );
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
