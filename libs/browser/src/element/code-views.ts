import { joinMessages, labelled } from '@maqiao/shared';
import { avatar, button } from './controls.ts';
import { make, set } from './dom.ts';
import { ring, shapeOfCode, tick } from './drawings.ts';
import { fill } from './fill.ts';
import { makePicture } from './picture.ts';
import { savePicture } from './save-picture.ts';
import type { StateOf, View, ViewContext } from './view.ts';

/** A placeholder for the code. */
export function loadingView(headline: string, { speech }: ViewContext): View {
  return {
    headline,
    below: [make('div', 'tile empty', shapeOfCode()), make('p', 'slow')],
    slow: speech.words.loadingSlow,
  };
}

/** The code, what to do with it, and the time that is left. */
export function waitingView(
  { picture }: StateOf<'waiting'>,
  { speech: { words }, site, surroundings }: ViewContext,
): View {
  const sentence = {
    screen: words.waiting,
    phone: words.waitingOnPhone,
    wechat: words.waitingInWechat,
  }[surroundings];
  return {
    headline: fill(sentence, site),
    below: [
      ring(),
      make('div', 'tile', makePicture(picture, words.pictureOfCode)),
      ...(surroundings === 'phone' ? savePicture(picture, words) : []),
      set(make('p', 'time'), { role: 'timer' }),
    ],
  };
}

/** After the scan: the code is dimmed; who scanned, what to do, and "Not you?". */
export function scannedView(
  { picture, firstCharacter, number }: StateOf<'scanned'>,
  { speech: { words, tag }, surroundings, act }: ViewContext,
): View {
  const [headline, type] =
    surroundings === 'screen'
      ? [words.scanned, words.typeNumber]
      : [words.scannedSamePhone, words.typeNumberSamePhone];
  const behind = set(makePicture(picture, ''), { 'aria-hidden': 'true' });
  const front =
    number === null
      ? [make('span', 'scanner', avatar(firstCharacter, null), tick())]
      : [make('span', 'number', number), make('span', 'number-label', type)];
  return {
    headline,
    large: true,
    below: [
      make('div', 'tile behind', behind, make('div', 'front', ...front)),
      set(make('p', 'time'), { role: 'timer' }),
      button(words.notYou, () => act.renew()),
    ],
    ...(number !== null && { announced: joinMessages(headline, labelled(type, number, tag), tag) }),
  };
}
