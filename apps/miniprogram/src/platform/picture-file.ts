import Taro from '@tarojs/taro';
import { mediaTypeOf } from '../profile/picture-type.ts';

export interface Picture {
  bytes: ArrayBuffer;
  mediaType: string;
}

export type PictureTrouble = 'too-large' | 'unreadable';

/** The server's limit, in bytes. */
const MAX_BYTES = 2 * 1024 * 1024;

/** Whether this WeChat can offer a choice of pictures (base library 2.21.2). Without it there is no honest way to one. */
export function canChooseAvatar(): boolean {
  return Taro.canIUse('button.open-type.chooseAvatar');
}

/**
 * Reads the temporary file that `chooseAvatar` hands over. Its name tells nothing reliable (some phones call every
 * picture `.jpeg`), so the type is read off the first bytes, as the server does again.
 */
export async function readPicture(filePath: string): Promise<Picture | PictureTrouble> {
  let bytes: ArrayBuffer;
  try {
    bytes = await fileBytes(filePath);
  } catch {
    return 'unreadable';
  }
  if (bytes.byteLength > MAX_BYTES) return 'too-large';
  const mediaType = mediaTypeOf(bytes);
  return mediaType ? { bytes, mediaType } : 'unreadable';
}

/** @throws when there is no such file (any more) */
function fileBytes(filePath: string): Promise<ArrayBuffer> {
  return new Promise((resolve, reject) => {
    Taro.getFileSystemManager().readFile({
      filePath,
      // Without an encoding the answer is bytes.
      success: ({ data }) => (typeof data === 'string' ? reject(new Error('not bytes')) : resolve(data)),
      fail: reject,
    });
  });
}
