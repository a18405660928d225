import { WxFailure } from './wx-call.ts';
import type { Privacy } from './privacy.ts';
import type { TemporaryFiles } from './temporary-files.ts';

/**
 * `<button open-type="chooseAvatar">`: consent first, then the person's choice as a temporary file.
 * @returns the event's detail; undefined when the person cancelled: then there is no event
 */
export async function chooseAvatar(
  choose: () => Promise<Uint8Array | null>,
  privacy: Privacy,
  files: TemporaryFiles,
): Promise<Record<string, unknown> | undefined> {
  try {
    await privacy.require('button.chooseAvatar');
  } catch (error) {
    if (!(error instanceof WxFailure)) throw error;
    return { errMsg: `chooseAvatar:fail ${error.message}`, errno: error.errno };
  }
  const bytes = await choose();
  return bytes ? { avatarUrl: files.add(bytes) } : undefined;
}
