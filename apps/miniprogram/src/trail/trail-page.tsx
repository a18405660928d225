import type { Language, SecurityEvent } from '@maqiao/shared';
import { Text, View } from '@tarojs/components';
import { siteName } from '../sessions/site-name.ts';
import { useNow } from '../times/use-now.ts';
import { Note } from '../ui/note.tsx';
import { Page } from '../ui/page.tsx';
import { TapButton } from '../ui/tap-button.tsx';
import type { Copy } from '../words/copy.ts';
import { placeLine } from '../words/place.ts';
import { eventWords } from '../words/event-words.ts';
import { failureWords } from '../words/failure-words.ts';
import { together } from '../words/known.ts';
import { byDay } from './by-day.ts';
import type { TrailState } from './trail-state.ts';
import type { TrailActions } from './use-trail.ts';
import './trail-page.css';

export interface TrailPageProps {
  state: TrailState;
  actions: TrailActions;
  copy: Copy;
  language: Language;
}

/** The trail of security events, by day, newest first. */
export function TrailPage(props: TrailPageProps) {
  const { state, actions, copy, language } = props;
  return (
    <Page>
      <View className="trail-lead">{copy.trail.lead}</View>
      {state.at === 'loading' ? <Shapes slow={state.slow} copy={copy} /> : null}
      {state.at === 'failed' ? (
        <Note id="trail-failed" words={failureWords(state.failure.code, language)}>
          <View className="note-way">
            <TapButton id="reload" label={copy.retry} onTap={() => void actions.load()} />
          </View>
        </Note>
      ) : null}
      {state.at === 'listed' ? <Listed {...props} state={state} /> : null}
    </Page>
  );
}

function Shapes({ slow, copy }: { slow: boolean; copy: Copy }) {
  return (
    <View id="trail-loading">
      <View className="shape trail-shape-day" />
      <View className="shape trail-shape-line" />
      <View className="shape trail-shape-line" />
      <View className="shape trail-shape-line" />
      {slow ? (
        <View id="trail-slow" className="trail-foot small">
          {copy.slowSite}
        </View>
      ) : null}
    </View>
  );
}

function Listed({
  state,
  actions,
  copy,
  language,
}: TrailPageProps & { state: Extract<TrailState, { at: 'listed' }> }) {
  const now = useNow();
  const { events, next } = state;
  if (events.length === 0) return <Note id="trail-empty" words={copy.trail.empty} />;
  return (
    <View id="trail">
      {byDay(events, now).map((day) => (
        <View key={day.key} className="trail-day">
          <View className="trail-date">{copy.day(day.moment)}</View>
          {day.events.map(({ event, clock }) => (
            <Entry key={event.id} event={event} clock={clock} copy={copy} language={language} />
          ))}
        </View>
      ))}
      {state.trouble ? <Note id="trail-trouble" words={failureWords(state.trouble.code, language)} /> : null}
      {next === null ? (
        <View id="trail-end" className="trail-foot small">
          {copy.trail.end}
        </View>
      ) : (
        <View className="trail-foot">
          <TapButton
            id="older"
            label={state.older === 'loading' ? copy.trail.loadingOlder : copy.trail.older}
            disabled={state.older === 'loading'}
            onTap={() => actions.loadOlder(next)}
          />
        </View>
      )}
    </View>
  );
}

function Entry({
  event,
  clock,
  copy,
  language,
}: {
  event: SecurityEvent;
  clock: string;
  copy: Copy;
  language: Language;
}) {
  const { happened, advice } = eventWords(event, language);
  const site = event.origin && siteName(event.origin);
  const where = together(site, event.browser, event.os, placeLine(event, copy));
  return (
    <View className="trail-entry">
      <Text className="trail-clock">{clock}</Text>
      <View className="trail-words">
        <View className={advice ? 'trail-happened trail-care' : 'trail-happened'}>{happened}</View>
        {advice ? <View>{advice}</View> : null}
        {where ? <View className="small">{where}</View> : null}
      </View>
    </View>
  );
}
