import type { LoginState } from '@maqiao/browser';
import { usePage } from '../page-context.ts';
import { noticeOf } from '../screen.ts';
import { ConfirmedView } from './confirmed-view.tsx';
import { LoadingView } from './loading-view.tsx';
import { NoticeView } from './notice-view.tsx';
import { ScannedView } from './scanned-view.tsx';
import { SignedInView } from './signed-in-view.tsx';
import { WaitingView } from './waiting-view.tsx';

/** The view of a state: one for each, and none besides. */
export function StateView({ state }: { state: LoginState }) {
  const { surroundings, language, words } = usePage();
  switch (state.phase) {
    case 'loading':
      return <LoadingView title={words.loading} />;
    case 'waiting':
      return <WaitingView state={state} />;
    case 'scanned':
      return <ScannedView state={state} />;
    case 'confirmed':
      return <ConfirmedView state={state} />;
    case 'signed-in':
      return <SignedInView state={state} />;
    default: {
      const notice = noticeOf(state, surroundings, language);
      return notice ? <NoticeView notice={notice} /> : <LoadingView title={words.renewing} />;
    }
  }
}
