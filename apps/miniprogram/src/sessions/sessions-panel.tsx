import type { Language } from '@maqiao/shared';
import { View } from '@tarojs/components';
import { useNow } from '../times/use-now.ts';
import { Note } from '../ui/note.tsx';
import { TapButton } from '../ui/tap-button.tsx';
import type { Copy } from '../words/copy.ts';
import { failureWords } from '../words/failure-words.ts';
import { SessionCard } from './session-card.tsx';
import type { Done, SessionsState } from './sessions-state.ts';
import type { SessionsActions } from './use-sessions.ts';
import { siteName } from './site-name.ts';
import './sessions-panel.css';

export interface SessionsPanelProps {
  state: SessionsState;
  actions: SessionsActions;
  copy: Copy;
  language: Language;
}

/** The list of signed-in browsers, whatever its state. */
export function SessionsPanel({ state, actions, copy, language }: SessionsPanelProps) {
  return (
    <View id="sessions">
      <View className="home-title">{copy.sessions.title}</View>
      {state.at === 'loading' ? <Shapes slow={state.slow} copy={copy} /> : null}
      {state.at === 'failed' ? (
        <Note id="sessions-failed" words={failureWords(state.failure.code, language)}>
          <View className="note-way">
            <TapButton id="reload" label={copy.retry} onTap={() => void actions.load()} />
          </View>
        </Note>
      ) : null}
      {state.at === 'listed' ? <Listed {...{ state, actions, copy, language }} /> : null}
    </View>
  );
}

/** The placeholder while the list loads. */
function Shapes({ slow, copy }: { slow: boolean; copy: Copy }) {
  return (
    <View id="sessions-loading">
      <View className="card session">
        <View className="shape shape-session-site" />
        <View className="shape shape-session-line" />
        <View className="shape shape-session-line" />
      </View>
      {slow ? (
        <View id="sessions-slow" className="sessions-slow small">
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
}: SessionsPanelProps & { state: Extract<SessionsState, { at: 'listed' }> }) {
  const now = useNow();
  const { sessions, all } = state;
  const busy = all === 'ending';
  return (
    <View>
      {state.done ? <Note id="sessions-done" words={doneWords(state.done, copy)} /> : null}
      {state.trouble ? (
        <Note id="sessions-trouble" words={failureWords(state.trouble.code, language)} />
      ) : null}
      {sessions.length === 0 && !state.done ? <Note id="sessions-empty" words={copy.sessions.empty} /> : null}
      {sessions.map((session) => (
        <SessionCard
          key={session.id}
          session={session}
          now={now}
          busy={busy || state.ending.includes(session.id)}
          copy={copy}
          onEnd={(notMe) => actions.end(session.id, notMe)}
        />
      ))}
      {sessions.length > 0 ? <All {...{ state, actions, copy, language }} /> : null}
    </View>
  );
}

/** Signing out everything: asks for a confirmation, because it cannot be undone. */
function All({
  state,
  actions,
  copy,
}: SessionsPanelProps & { state: Extract<SessionsState, { at: 'listed' }> }) {
  const words = copy.sessions;
  if (state.all === 'offered') {
    return (
      <View className="sessions-all">
        <TapButton id="end-all" label={words.endAll} onTap={actions.askAll} />
      </View>
    );
  }
  const busy = state.all === 'ending';
  return (
    <View id="all-asked" className="sessions-all card">
      <View>{words.endAllAsk(state.sessions.length)}</View>
      <View className="answers session-ways">
        <TapButton id="keep-all" label={words.keepAll} disabled={busy} onTap={actions.keepAll} />
        <TapButton
          id="end-all-sure"
          label={busy ? words.ending : words.endAll}
          look="primary"
          disabled={busy}
          onTap={actions.endAll}
        />
      </View>
    </View>
  );
}

function doneWords(done: Done, copy: Copy) {
  const words = copy.sessions;
  if (done.what === 'all') return words.allDone;
  return done.what === 'not-me'
    ? words.notMeDone(siteName(done.origin))
    : words.endDone(siteName(done.origin));
}
