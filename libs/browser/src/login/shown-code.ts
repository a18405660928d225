import type { SceneCode, Wxacode } from '@maqiao/shared';
import type { Message, SceneMethodId } from '../state.ts';

/** What a page shows of a code. */
export interface ShownCode {
  readonly method: SceneMethodId;
  /** The code as a data URL; of the method `message` the account's own. */
  readonly picture: string;
  readonly message: Message | null;
}

export function shownCode({ wxacode, qrcode, digits = '', account }: SceneCode): ShownCode {
  if (account !== undefined)
    return { method: 'message', picture: dataUrl(account.code), message: { digits, account: account.name } };
  return {
    method: qrcode === undefined ? 'mini-program' : 'official-account',
    picture: dataUrl(wxacode ?? qrcode),
    message: null,
  };
}

function dataUrl(picture: Wxacode | undefined): string {
  return picture === undefined ? '' : `data:${picture.mediaType};base64,${picture.data}`;
}
