import Taro from '@tarojs/taro';

// The privacy guide that WeChat enforces: before the first use of the person's picture or nickname it asks the
// program to ask the person, and waits. Base library 2.32.3; older ones do not ask, or show a dialog of their own.

/** Tells WeChat the person's answer. It accepts a yes only when the button with that id was really tapped. */
type Resolve = Parameters<Taro.onNeedPrivacyAuthorization.Listener>[0];

/** Id of the button with `open-type="agreePrivacyAuthorization"`. */
export const AGREE_BUTTON = 'privacy-agree';

/** Shows or hides the question. */
type Ask = (open: boolean) => void;

let ask: Ask | null = null;
let waiting: Resolve[] = [];
let listening = false;

/**
 * Answers WeChat's questions by asking the person on the open page. @returns a function that stops it; open
 * questions are declined then
 */
export function answerPrivacyQuestions(show: Ask): () => void {
  ask = show;
  listen();
  return () => {
    if (ask !== show) return;
    ask = null;
    settle({ event: 'disagree' });
  };
}

/** To be called when the agree button's own event has come. */
export function agreeToPrivacy(): void {
  settle({ event: 'agree', buttonId: AGREE_BUTTON });
}

export function declinePrivacy(): void {
  settle({ event: 'disagree' });
}

/** Once: WeChat takes one listener. */
function listen(): void {
  if (listening || !Taro.canIUse('onNeedPrivacyAuthorization')) return;
  listening = true;
  Taro.onNeedPrivacyAuthorization((resolve) => {
    waiting.push(resolve);
    if (!ask) return settle({ event: 'disagree' });
    ask(true);
    resolve({ event: 'exposureAuthorization' });
  });
}

/** Several questions may be open at once; one answer is for all of them. */
function settle(answer: Parameters<Resolve>[0]): void {
  const answered = waiting;
  waiting = [];
  ask?.(false);
  for (const resolve of answered) resolve(answer);
}
