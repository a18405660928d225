/** The server writes its PUBLIC_URL here as it sends the file (apps/api/src/web-pages/script-tag.ts). */
const SENT_BY = '__MAQIAO_PUBLIC_URL__';

/** The console message when no server is known. */
export const SERVER_UNKNOWN =
  'Maqiao: this copy of maqiao.js does not know its server. Load it from there, as ' +
  '<script src="https://login.example.com/maqiao.js">, or write <maqiao-login base-url="https://login.example.com">.';

/**
 * The origin of the server that the script tag came from; null when it is unknown. It is read from the tag, if there is
 * one: modules have no `document.currentScript`
 * (https://html.spec.whatwg.org/multipage/dom.html#dom-document-currentscript), some loaders run a file from a `blob:`,
 * and in a bundle the tag is another file's. Then the address is used that the server wrote into the file.
 * @param tag the source of the script that is being run, as `document.currentScript` has it
 */
export function serverOfScript(tag: string | undefined, sentBy = SENT_BY): string | null {
  for (const [address, path] of [
    [tag, /^https?:\/\/[^?#]*\/maqiao\.js([?#]|$)/],
    [sentBy, /^https?:\/\//],
  ] as const) {
    if (address !== undefined && path.test(address)) return new URL(address).origin;
  }
  return null;
}
