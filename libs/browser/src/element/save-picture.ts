import type { ElementWords } from '@maqiao/shared/words/element';
import { make } from './dom.ts';

/** Offers to save the code, where no phone can scan its own screen. */
export function savePicture(picture: string, words: ElementWords): Node[] {
  const link = make('a', 'button primary', words.savePicture);
  link.href = picture;
  link.download = picture.startsWith('data:image/png') ? 'maqiao.png' : 'maqiao.jpg';
  link.onclick = (event) => {
    // The link's own address: the next code may have taken the place of this one.
    const file = fileToShare(link.href, link.download);
    if (!file) return;
    event.preventDefault();
    // Rejects when the person closes the sheet, too: nothing to show then.
    navigator.share({ files: [file] }).catch(() => {});
  };
  return [make('p', 'advice', words.onPhone), link, make('p', 'small', words.savePictureElse)];
}

/**
 * The picture as a file for the sheet that has "Save Image", on iPhones only: there a download goes to Files, where
 * WeChat's scanner does not look. Elsewhere a download goes to the album. Null for a download.
 */
function fileToShare(picture: string, name: string): File | null {
  if (!/iPhone|iPod/.test(navigator.userAgent)) return null;
  const [head = '', data = ''] = picture.split(',');
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  const file = new File([bytes], name, { type: head.slice('data:'.length).split(';')[0] ?? '' });
  // Absent outside of secure origins.
  const { canShare } = navigator as Partial<Navigator>;
  return canShare?.call(navigator, { files: [file] }) ? file : null;
}
