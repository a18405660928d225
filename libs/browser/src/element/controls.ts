import { make, set } from './dom.ts';
import { figure } from './drawings.ts';

/** A button. @param name its classes and parts */
export function button(label: string, press: () => void, name = 'button'): HTMLButtonElement {
  const made = make('button', name, label);
  made.type = 'button';
  made.onclick = press;
  return made;
}

/** A person: their picture, else their first character, else a neutral figure, as most people have set neither. */
export function avatar(name: string | null, url: string | null): HTMLElement {
  // By code point: a first character may be a surrogate pair.
  const [first] = name ?? '';
  const made = set(make('span', 'avatar', first ?? figure()), { 'aria-hidden': 'true' });
  if (url !== null) {
    const image = make('img', '');
    image.alt = '';
    image.onload = () => made.replaceChildren(image);
    image.src = url;
  }
  return made;
}

/** The owner's logo. A page whose policy refuses it shows none, and no broken picture. */
export function logo(url: string): HTMLImageElement {
  const image = make('img', 'logo');
  image.alt = '';
  image.onerror = () => image.remove();
  image.src = url;
  return image;
}
