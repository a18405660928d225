import type { Language, SecurityEvent } from '@maqiao/shared';
import { methodName } from '@maqiao/shared/words/methods';
import { Text, View } from '@tarojs/components';
import { siteName } from '../sessions/site-name.ts';
import { useNow } from '../times/use-now.ts';
import { Note } from '../ui/note.tsx';
import { Page } from '../ui/page.tsx';
import { TapButton } from '../ui/tap-button.tsx';
import type { Copy } from '../words/copy.ts';
import { placeLine } from '../words/place.ts';
import { eventWords, isAboutIdentity } from '@maqiao/shared/words/events';
import { failureWords } from '../words/failure-words.ts';
import { joinKnown } from '../words/known.ts';
import { byDay } from './by-day.ts';
import type { AuditLogState } from './audit-log-state.ts';
import type { AuditLogActions } from './use-audit-log.ts';
import './audit-log-page.css';

export interface AuditLogPageProps {
  state: AuditLogState;
  actions: AuditLogActions;
  copy: Copy;
  language: Language;
}

/** The audit log of security events, by day, newest first. */
export function AuditLogPage(props: AuditLogPageProps) {
  const { state, actions, copy, language } = props;
  return (
    <Page>
      <View className="audit-log-lead">{copy.auditLog.lead}</View>
      {state.at === 'loading' ? <Shapes slow={state.slow} copy={copy} /> : null}
      {state.at === 'failed' ? (
        <Note id="audit-log-failed" words={failureWords(state.failure.code, language)}>
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
    <View id="audit-log-loading">
      <View className="shape audit-log-shape-day" />
      <View className="shape audit-log-shape-line" />
      <View className="shape audit-log-shape-line" />
      <View className="shape audit-log-shape-line" />
      {slow ? (
        <View id="audit-log-slow" className="audit-log-foot small">
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
}: AuditLogPageProps & { state: Extract<AuditLogState, { at: 'listed' }> }) {
  const now = useNow();
  const { events, next } = state;
  if (events.length === 0) return <Note id="audit-log-empty" words={copy.auditLog.empty} />;
  return (
    <View id="audit-log">
      {byDay(events, now).map((day) => (
        <View key={day.key} className="audit-log-day">
          <View className="audit-log-date">{copy.day(day.moment)}</View>
          {day.events.map(({ event, clock }) => (
            <Entry key={event.id} event={event} clock={clock} copy={copy} language={language} />
          ))}
        </View>
      ))}
      {state.trouble ? (
        <Note id="audit-log-trouble" words={failureWords(state.trouble.code, language)} />
      ) : null}
      {next === null ? (
        <View id="audit-log-end" className="audit-log-foot small">
          {copy.auditLog.end}
        </View>
      ) : (
        <View className="audit-log-foot">
          <TapButton
            id="older"
            label={state.older === 'loading' ? copy.auditLog.loadingOlder : copy.auditLog.older}
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
  const how = joinKnown(
    event.method === undefined ? null : copy.auditLog.method(methodName(event.method, language)),
    isAboutIdentity(event.kind) && event.identity
      ? copy.auditLog.identity(event.identity.provider, event.identity.id)
      : null,
  );
  const where = joinKnown(site, event.browser, event.os, placeLine(event, copy));
  return (
    <View className="audit-log-entry">
      <Text className="audit-log-clock">{clock}</Text>
      <View className="audit-log-words">
        <View className={advice ? 'audit-log-happened audit-log-care' : 'audit-log-happened'}>
          {happened}
        </View>
        {advice ? <View>{advice}</View> : null}
        {event.client ? <View className="audit-log-client">{copy.auditLog.client(event.client)}</View> : null}
        {how ? <View className="audit-log-how small">{how}</View> : null}
        {where ? <View className="small">{where}</View> : null}
      </View>
    </View>
  );
}
