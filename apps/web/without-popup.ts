import type { Plugin } from 'vite';

const POPUP = /\/libs\/browser\/src\/popup\/popup-part\.ts$/;

/** Leaves the pop-up out of pages of the server itself: they go to WeChat and come back. */
export function withoutPopup(): Plugin {
  let isLeftOut = false;
  return {
    name: 'without-popup',
    apply: 'build',
    load(id) {
      if (!POPUP.test(id)) return null;
      isLeftOut = true;
      return 'export const createPopupPart = () => null;';
    },
    generateBundle() {
      if (!isLeftOut) this.error('The pop-up of libs/browser has moved: see without-popup.ts.');
    },
  };
}
