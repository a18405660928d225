import { avatarForm } from './avatar-form.ts';
import { element } from './element.ts';
import { LOGIN_PAGE } from './page-address.ts';
import { scanForm } from './scan-form.ts';
import type { PhoneFrame } from './phone-frame.ts';
import type { ScannedCode } from '@maqiao/mini-program-host/page';

/** Answers wx.scanCode: the person pastes a code. null when they close the form. */
export function askForCode(frame: PhoneFrame): Promise<ScannedCode | null> {
  return new Promise((resolve) => {
    const form = scanForm(
      ({ scene, page }) => {
        const path = `${page ?? LOGIN_PAGE}?scene=${encodeURIComponent(scene)}`;
        resolve({ result: '', path, scanType: 'WX_CODE' });
        frame.cover(null);
      },
      null,
      { cancel: () => frame.cover(null) },
    );
    // The form was closed in any way; after an answer this changes nothing.
    frame.cover(element('div', { class: 'sheet-card' }, form), 'sheet', () => resolve(null));
  });
}

/** Answers `open-type="chooseAvatar"`: the person chooses a picture. null when they close the form. */
export function askForAvatar(frame: PhoneFrame, label: string): Promise<Uint8Array | null> {
  return new Promise((resolve) => {
    const form = avatarForm(label, (picture) => {
      resolve(picture);
      frame.cover(null);
    });
    frame.cover(form, 'sheet', () => resolve(null));
  });
}
