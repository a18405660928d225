import { chooseAvatar } from './choose-avatar.ts';
import type { MiniProgramOptions } from '../mini-program-options.ts';
import type { Privacy } from './privacy.ts';
import type { TemporaryFiles } from './temporary-files.ts';

/**
 * Answers a tapped `<button open-type>`.
 * @param id - the button's `id`, which agreeing to the privacy guide asks for
 * @returns the detail of the button's event; undefined when there is no event
 */
export async function answerOpenType(
  openType: string,
  id: string,
  options: MiniProgramOptions,
  privacy: Privacy,
  files: TemporaryFiles,
): Promise<Record<string, unknown> | undefined> {
  if (openType === 'agreePrivacyAuthorization') {
    privacy.agree(id);
    return { errMsg: 'agreePrivacyAuthorization:ok' };
  }
  if (openType === 'chooseAvatar' && options.chooseAvatar) {
    return chooseAvatar(options.chooseAvatar, privacy, files);
  }
  return options.openTypes?.[openType]?.();
}
