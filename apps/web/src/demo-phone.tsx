import type { SceneMethodId } from '@maqiao/browser';
import { phoneAddress } from './page-settings.ts';
import type { Words } from './words.ts';

/** In the demo: opens the stand-in phone with the code on the screen. Stands in the card, below the code. */
export function DemoPhone({
  phoneUrl,
  scene,
  method,
  words,
}: {
  phoneUrl: string;
  scene: string;
  method: SceneMethodId;
  words: Words;
}) {
  return (
    <p className="demo-phone" slot="waiting">
      <a
        className="button button-quiet"
        href={phoneAddress(phoneUrl, scene, method)}
        target="_blank"
        rel="noopener"
      >
        {words.openPhone}
        <span aria-hidden="true">↗</span>
        <span className="visually-hidden">{words.newTab}</span>
      </a>
      <span className="small">{method === 'message' ? words.openPhoneToSend : words.openPhoneHint}</span>
    </p>
  );
}
