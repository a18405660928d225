import type { Language } from '@maqiao/shared';
import type { Device } from './devices.ts';
import { METHOD_STATES } from './method-states.ts';
import { PAGE_STATES, type PageState } from './states.ts';

export const LANGUAGES = ['zh', 'en'] as const satisfies Language[];
export const THEMES = ['light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** A state as it is reached once, and the devices on whose screens it is then shown. */
interface GalleryShot {
  state: PageState;
  devices: [Device, ...Device[]];
}

/** What differs inside WeChat's own browser. */
const IN_WECHAT = ['waiting', 'scanned'];

/** How the states of the page are taken, in their order. */
export const GALLERY_SHOTS: GalleryShot[] = PAGE_STATES.flatMap((state): GalleryShot[] => [
  { state, devices: ['desktop', 'tablet'] },
  { state, devices: ['phone'] },
  ...(IN_WECHAT.includes(state.name) ? [{ state, devices: ['wechat'] } satisfies GalleryShot] : []),
]);

/** A section of the gallery. */
interface GallerySection {
  readonly name: string;
  readonly caption: string;
  readonly devices: readonly Device[];
}

/** Everything that stands in the gallery, in its order. */
export const GALLERY_SECTIONS: readonly GallerySection[] = [
  ...PAGE_STATES.map(({ name, happens, headline }) => ({
    name,
    caption: `${happens} “${headline.zh}”, “${headline.en}”.`,
    devices: GALLERY_SHOTS.filter(({ state }) => state.name === name).flatMap((shot) => shot.devices),
  })),
  ...METHOD_STATES.map(({ name, happens, devices }) => ({ name, caption: happens, devices })),
];

/** The file of one picture. */
export function pictureName(state: string, device: Device, theme: Theme, language: Language): string {
  return `${state}-${device}-${theme}-${language}.png`;
}
