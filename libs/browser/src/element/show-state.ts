import type { LoginState } from '../state.ts';
import { loadingView, scannedView, waitingView } from './code-views.ts';
import { noticeView } from './notice-views.ts';
import { confirmedView, signedInView } from './person-views.ts';
import type { View, ViewContext } from './view.ts';

/** The view of a state. */
export function showState(state: LoginState, context: ViewContext): View {
  switch (state.phase) {
    case 'loading':
      return loadingView(context.speech.words.loading, context);
    case 'waiting':
      return waitingView(state, context);
    case 'scanned':
      return scannedView(state, context);
    case 'confirmed':
      return confirmedView(state, context);
    case 'signed-in':
      return signedInView(state, context);
    case 'expired':
      return state.renewal === 'automatic'
        ? loadingView(context.speech.words.renewing, context)
        : noticeView(state, context);
    default:
      return noticeView(state, context);
  }
}
