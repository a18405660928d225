import { joinMessages, labelled } from '@maqiao/shared';
import type { ElementWords } from '@maqiao/shared/words/element';
import type { Message } from '../state.ts';
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
export function waitingView(state: StateOf<'waiting'>, context: ViewContext): View {
  const { picture, method, message } = state;
  const {
    speech: { words },
    site,
    surroundings,
  } = context;
  if (message) return messageView(picture, message, words);
  const sentence = {
    screen: words.waiting,
    phone: words.waitingOnPhone,
    wechat: method === 'official-account' ? words.qrcodeInWechat : words.waitingInWechat,
  }[surroundings];
  return {
    headline: fill(sentence, site),
    below: [
      ring(),
      make('div', 'tile', makePicture(picture, pictureName(state, words))),
      ...(surroundings === 'phone' ? savePicture(picture, words) : []),
      set(make('p', 'time'), { role: 'timer' }),
    ],
  };
}

/** Six digits to send to an account, and its own code for those who do not follow it. */
function messageView(picture: string, { digits, account }: Message, words: ElementWords): View {
  const headline = words.sendDigits.replace('{account}', () => account);
  return {
    headline,
    below: [
      ring(),
      make('p', 'digits', digits),
      make('p', 'advice', words.followAccount),
      make('div', 'tile small-tile', makePicture(picture, words.pictureOfQrcode)),
      set(make('p', 'time'), { role: 'timer' }),
    ],
    announced: `${headline} ${[...digits].join(' ')}`,
  };
}

/** What the picture shows, for those who cannot see it. */
export function pictureName({ method }: StateOf<'waiting'>, words: ElementWords): string {
  return method === 'mini-program' ? words.pictureOfCode : words.pictureOfQrcode;
}

/** After the scan: the code is dimmed; who scanned, what to do, and "Not you?". */
export function scannedView(
  { picture, method, firstCharacter, number }: StateOf<'scanned'>,
  { speech: { words, tag }, surroundings, act }: ViewContext,
): View {
  const [headline, type] =
    method !== 'mini-program' && number !== null
      ? [words.answerInChat, '']
      : surroundings === 'screen'
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
    ...(number !== null && {
      announced:
        type === ''
          ? labelled(headline, number, tag)
          : joinMessages(headline, labelled(type, number, tag), tag),
    }),
  };
}
