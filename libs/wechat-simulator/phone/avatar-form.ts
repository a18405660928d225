import { drawnPicture } from './drawn-picture.ts';
import { element } from './element.ts';
import { words } from './words.ts';

/**
 * What stands in for WeChat's choice of a picture: one that is drawn for the person, or any file.
 * @param chosen - called with the picture's bytes; null when the person cancelled
 */
export function avatarForm(label: string, chosen: (picture: Uint8Array | null) => void): HTMLElement {
  const file = element('input', { type: 'file', id: 'avatar-file', accept: 'image/*', hidden: true });
  file.addEventListener('change', () => {
    const [picture] = file.files ?? [];
    void picture?.arrayBuffer().then((bytes) => chosen(new Uint8Array(bytes)));
  });
  const drawn = () => void drawnPicture(label).then(chosen);
  return element(
    'div',
    { class: 'sheet-card' },
    element('h2', {}, words.avatarAsked),
    element(
      'button',
      { type: 'button', class: 'row', id: 'avatar-drawn', onclick: drawn },
      words.avatarDrawn,
    ),
    element('button', { type: 'button', class: 'row', onclick: () => file.click() }, words.avatarFile),
    element('button', { type: 'button', class: 'quiet', onclick: () => chosen(null) }, words.avatarNone),
    file,
  );
}
