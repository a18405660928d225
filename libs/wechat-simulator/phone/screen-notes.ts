import { element } from './element.ts';
import { words } from './words.ts';

/** A placeholder, and a line that says what is being done. */
export function waitingNote(doing: string): { view: HTMLElement; show: (text: string) => void } {
  const line = element('p', { class: 'soft', role: 'status' }, doing);
  const shape = element('div', { class: 'shape', 'aria-hidden': 'true' });
  return {
    view: element('div', { class: 'screen-note' }, shape, line),
    show: (text) => {
      line.textContent = text;
    },
  };
}

/** What went wrong, and a button to try again. */
export function problemNote(message: string, again: () => void): HTMLElement {
  return element(
    'div',
    { class: 'screen-note', role: 'alert', id: 'problem' },
    element('h1', {}, words.cannotStart),
    element('p', { class: 'soft' }, message),
    button('primary', words.retry, again),
  );
}

/** The mini program is in the background: back to it, or from the start. */
export function leftNote(goBack: () => void, startAgain: () => void): HTMLElement {
  return element(
    'div',
    { class: 'screen-note', id: 'left' },
    element('h1', {}, words.left),
    element('p', { class: 'soft' }, words.leftHint),
    button('primary', words.open, goBack),
    button('quiet', words.openNewest, startAgain),
  );
}

/** Something is done; one button leads on. */
export function textNote(title: string, text: string, on: string, goOn: () => void): HTMLElement {
  return element(
    'div',
    { class: 'screen-note', id: 'done' },
    element('h1', {}, title),
    element('p', { class: 'soft' }, text),
    button('primary', on, goOn),
  );
}

/** A link that was scanned: a tap opens it. */
export function linkNote(url: string, open: () => void): HTMLElement {
  return element(
    'div',
    { class: 'screen-note', id: 'link' },
    element('h1', {}, words.linkScanned),
    element('p', { class: 'soft link-address' }, url),
    button('primary', words.openLink, open),
  );
}

/** What the phone's own menu offers. */
export function phoneMenu(
  choices: [text: string, act: () => void][],
  scanning: HTMLElement,
  close: () => void,
): HTMLElement {
  return element(
    'div',
    { class: 'sheet-card' },
    element('p', { class: 'soft small' }, words.banner),
    ...choices.map(([text, act]) => button('row', text, act)),
    scanning,
    button('quiet', words.close, close),
  );
}

function button(look: string, text: string, act: () => void): HTMLButtonElement {
  return element('button', { type: 'button', class: look, onclick: act }, text);
}
