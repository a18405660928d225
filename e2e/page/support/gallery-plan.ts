import type { Language } from '@maqiao/shared';
import type { Device } from './devices.ts';
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

/** Everything that stands in the gallery, in its order. */
export const GALLERY_SHOTS: GalleryShot[] = PAGE_STATES.flatMap((state): GalleryShot[] => [
  { state, devices: ['desktop', 'tablet'] },
  { state, devices: ['phone'] },
  ...(IN_WECHAT.includes(state.name) ? [{ state, devices: ['wechat'] } satisfies GalleryShot] : []),
]);

/** The file of one picture. */
export function pictureName(state: string, device: Device, theme: Theme, language: Language): string {
  return `${state}-${device}-${theme}-${language}.png`;
}
