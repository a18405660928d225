import { asOptions, textOption, WxFailure } from './wx-call.ts';
import type { WxCall } from './wx-call.ts';

// https://developers.weixin.qq.com/miniprogram/dev/framework/usability/PublicErrno.html
const ERRNO_NO_FILE = 1300002;

/** Media types by the first bytes of a file. */
const SIGNATURES: [RegExp, type: string, extension: string][] = [
  [/^\xff\xd8\xff/, 'image/jpeg', 'jpeg'],
  [/^\x89PNG/, 'image/png', 'png'],
  [/^RIFF[^]{4}WEBP/, 'image/webp', 'webp'],
];

/** Files that WeChat hands to the program under a temporary path, such as a chosen picture. They end with the program. */
export class TemporaryFiles {
  readonly #files = new Map<string, Uint8Array>();

  /** @returns the path, `http://tmp/<name>.<type>` as DevTools and Android have it */
  add(bytes: Uint8Array): string {
    const extension = signatureOf(bytes)?.[2] ?? 'dat';
    const path = `http://tmp/${String(this.#files.size + 1).padStart(8, '0')}.${extension}`;
    // Copied, because a Buffer may share its memory with others.
    this.#files.set(path, Uint8Array.from(bytes));
    return path;
  }

  /** For `<image>`: the file as a data: URL, undefined for any other source. */
  dataUrl(path: string): string | undefined {
    const bytes = this.#files.get(path);
    if (!bytes) return undefined;
    const type = signatureOf(bytes)?.[1] ?? 'application/octet-stream';
    return `data:${type};base64,${btoa(binaryText(bytes))}`;
  }

  /** `wx.getFileSystemManager()`, as far as it reads. Without an encoding the answer is an ArrayBuffer. */
  calls(call: WxCall): Record<string, (...values: never[]) => unknown> {
    const manager = {
      readFile: (options: unknown) =>
        call('readFile', options, () => {
          const { filePath, encoding } = asOptions(options);
          const bytes = this.#read(textOption(filePath));
          if (encoding === 'base64') return { data: btoa(binaryText(bytes)) };
          if (typeof encoding === 'string') return { data: new TextDecoder().decode(bytes) };
          return { data: bytes.slice().buffer };
        }),
      getFileInfo: (options: unknown) =>
        call('getFileInfo', options, () => ({
          size: this.#read(textOption(asOptions(options).filePath)).byteLength,
        })),
    };
    return { getFileSystemManager: () => manager };
  }

  #read(path: string): Uint8Array {
    const bytes = this.#files.get(path);
    if (!bytes) throw new WxFailure(`no such file or directory, open ${path}`, ERRNO_NO_FILE);
    return bytes;
  }
}

function signatureOf(bytes: Uint8Array): (typeof SIGNATURES)[number] | undefined {
  const head = binaryText(bytes.subarray(0, 16));
  return SIGNATURES.find(([pattern]) => pattern.test(head));
}

function binaryText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
