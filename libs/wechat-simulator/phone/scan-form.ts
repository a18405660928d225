import { element } from './element.ts';
import { type OtherCode, type ScannedCode, readCode, readOtherCode } from './scanned-code.ts';
import { words } from './words.ts';

export interface Scan extends ScannedCode {
  /** WeChat's entry number: 1047 camera, 1048 long press, 1049 album. */
  entry: number;
}

/**
 * Where a code is "scanned" again: a field for the link beside it, or for the bare scene.
 * @param scanOther - takes codes that are not a mini program's; without it they are refused
 * @param asked - the mini program itself wants to scan: say so, and offer a way out
 */
export function scanForm(
  scan: (scan: Scan) => void,
  scanOther: ((code: OtherCode) => void) | null,
  asked?: { cancel: () => void },
): HTMLFormElement {
  const field = element('input', {
    name: 'code',
    class: 'scan-code',
    autocomplete: 'off',
    spellcheck: 'false',
    placeholder: words.scanPlaceholder,
    'aria-label': words.scanLabel,
  });
  const entries = [
    ['1047', words.entryCamera],
    ['1048', words.entryPress],
    ['1049', words.entryAlbum],
  ] as const;
  const entry = element(
    'select',
    { name: 'entry', 'aria-label': words.scanEntry },
    ...entries.map(([value, text]) => element('option', { value }, text)),
  );
  const wrong = element('p', { class: 'wrong', role: 'alert', hidden: true }, words.noScene);
  const submit = (event: Event) => {
    event.preventDefault();
    const code = readCode(field.value);
    const other = code ? null : scanOther && readOtherCode(field.value);
    wrong.hidden = code !== null || other !== null;
    if (!wrong.hidden) return;
    field.value = '';
    if (code) scan({ ...code, entry: Number(entry.value) });
    else if (other) scanOther?.(other);
  };
  return element(
    'form',
    { class: 'scan', onsubmit: submit },
    element('h2', {}, asked ? words.scanAsked : words.scanTitle),
    element('p', { class: 'soft small' }, words.scanHint),
    field,
    element(
      'div',
      { class: 'scan-row' },
      entry,
      element('button', { class: 'primary', type: 'submit' }, words.scan),
    ),
    asked ? element('button', { type: 'button', class: 'quiet', onclick: asked.cancel }, words.cancel) : null,
    wrong,
  );
}
