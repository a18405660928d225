import { make } from './dom.ts';

/**
 * The code as an `<img>`, which WeChat's own browser can be pressed on. A page whose policy allows no `data:`
 * pictures gets the same on a canvas, which can be scanned from a screen, but not pressed or saved.
 */
export function makePicture(picture: string, name: string): HTMLImageElement {
  const image = make('img', 'code');
  image.alt = name;
  image.width = image.height = 256;
  image.onerror = () => void paint(image);
  image.src = picture;
  return image;
}

async function paint(image: HTMLImageElement): Promise<void> {
  const [head = '', data = ''] = image.src.split(',');
  try {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const type = head.slice(5).split(';')[0] ?? '';
    const bitmap = await createImageBitmap(new Blob([bytes], { type }));
    const canvas = make('canvas', 'code');
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', image.alt);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    image.replaceWith(canvas);
  } catch {
    // No picture at all: the browser shows a broken image.
  }
}
