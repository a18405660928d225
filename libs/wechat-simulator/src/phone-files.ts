import { readFile } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';
import type { Headers } from './http.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

const NOT_BUILT =
  'The phone page is not built. Run the build script of the wechat-simulator package, then reload.\n';

/** A file of the built phone page, or the words that stand in for it. */
export interface PhoneFile {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer | string;
}

/**
 * Reads a file of the phone page by its path below `/phone/` (still percent-encoded). A path that leads
 * nowhere, or out of the folder, is a 404; without a built page its HTML is a 503 in plain words.
 */
export async function readPhoneFile(folder: string, encodedPath: string): Promise<PhoneFile> {
  const path = encodedPath === '' ? 'index.html' : safePath(folder, encodedPath);
  const file = path === undefined ? undefined : await readIfThere(join(folder, path));
  if (path !== undefined && file) {
    return {
      status: 200,
      headers: {
        'Content-Type': CONTENT_TYPES[extname(path)] ?? 'application/octet-stream',
        // Vite puts a hash of the content into the names below assets/.
        'Cache-Control': path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      },
      body: file,
    };
  }
  const text = { 'Content-Type': 'text/plain; charset=utf-8' };
  if (path?.endsWith('.html')) return { status: 503, headers: text, body: NOT_BUILT };
  return { status: 404, headers: text, body: 'There is no such file.\n' };
}

/** The decoded path with `/` between its parts, or undefined when it would leave the folder. */
function safePath(folder: string, encodedPath: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(encodedPath);
  } catch {
    return undefined;
  }
  if (path.includes('\0') || path.includes('\\')) return undefined;
  return resolve(folder, path).startsWith(resolve(folder) + sep) && !path.startsWith('/') ? path : undefined;
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch {
    return undefined;
  }
}
