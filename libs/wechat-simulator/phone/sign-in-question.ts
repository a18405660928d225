import type { SignInAnswer, SignInQuestion } from './account-calls.ts';
import { element } from './element.ts';
import { words } from './words.ts';

/** Asks whether a website may know who this is. WeChat's own behaviour after a refusal is reported in two ways. */
export function signInQuestion(
  question: SignInQuestion,
  name: string,
  answer: (answer: SignInAnswer) => void,
): HTMLElement {
  const choice = (look: string, text: string, chosen: SignInAnswer) =>
    element(
      'button',
      { class: look, type: 'button', 'data-answer': chosen, onclick: () => answer(chosen) },
      text,
    );
  return element(
    'div',
    { class: 'screen-note', id: 'sign-in-question' },
    element('h1', {}, question.app),
    element('p', { class: 'soft' }, question.host),
    element('p', {}, `${words.signInAs}${name}`),
    choice('primary', words.allow, 'allow'),
    choice('', words.refuse, 'refuse'),
    choice('quiet', words.refuseAndStay, 'stay'),
  );
}
