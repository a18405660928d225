import type { MouseEvent } from 'react';
import { usePage } from '../page-context.ts';

/** Offers to save the code, where no phone can scan its own screen. */
export function SavePicture({ picture }: { picture: string }) {
  const { words } = usePage();
  const name = picture.startsWith('data:image/png') ? 'maqiao.png' : 'maqiao.jpg';

  const share = (event: MouseEvent): void => {
    const file = shareable(picture, name);
    if (!file) return;
    event.preventDefault();
    // Rejects when the person closes the sheet, too: nothing to say then.
    navigator.share({ files: [file] }).catch(() => {});
  };

  return (
    <>
      <p className="advice">{words.onPhone}</p>
      <a className="button button-primary" href={picture} download={name} onClick={share}>
        {words.savePicture}
      </a>
      <p className="small">{words.savePictureElse}</p>
    </>
  );
}

/**
 * The picture as a file for the sheet that has "Save Image", on iPhones only: there a download goes to Files, where
 * WeChat's scanner does not look. Elsewhere a download is what lands in the album.
 */
function shareable(picture: string, name: string): File | null {
  if (!/iPhone|iPod/.test(navigator.userAgent)) return null;
  const [head = '', data = ''] = picture.split(',');
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  const file = new File([bytes], name, { type: head.slice('data:'.length).split(';')[0] ?? '' });
  // Absent outside of secure origins.
  const { canShare } = navigator as Partial<Navigator>;
  return canShare?.call(navigator, { files: [file] }) ? file : null;
}
