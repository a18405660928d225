import type { RequestRecord } from '@maqiao/mini-program-host/page';
import { element } from './element.ts';
import { words } from './words.ts';

/** Rows that are kept. */
const LENGTH = 50;

/**
 * What the mini program asked of the network, newest first: method, path and status. Bodies, headers and
 * queries hold login codes and tokens; they never reach the screen.
 */
export class NetworkList {
  readonly view: HTMLElement;
  readonly #list = element('ol', { class: 'network' });
  readonly #empty = element('p', { class: 'soft' }, words.networkEmpty);
  readonly #rows = new Map<RequestRecord, HTMLElement>();

  constructor() {
    this.view = element(
      'section',
      { class: 'panel-part' },
      element('h2', {}, words.network),
      this.#empty,
      this.#list,
      element('p', { class: 'soft small' }, words.networkHint),
    );
  }

  /** Adds a request, or brings its row up to date. */
  show(record: RequestRecord): void {
    let row = this.#rows.get(record);
    if (!row) {
      row = element('li', {});
      this.#rows.set(record, row);
      this.#list.prepend(row);
      this.#empty.hidden = true;
      const [oldest] = this.#rows;
      if (this.#rows.size > LENGTH && oldest) {
        this.#rows.delete(oldest[0]);
        oldest[1].remove();
      }
    }
    const failed = record.failure !== null;
    const status = failed ? words.failed : (record.statusCode?.toString() ?? words.waiting);
    row.replaceChildren(
      element('span', { class: 'method' }, record.method),
      element('span', { class: 'path' }, pathOf(record.url)),
      element('span', { class: failed || (record.statusCode ?? 0) >= 400 ? 'status bad' : 'status' }, status),
    );
    if (failed) row.append(element('span', { class: 'reason' }, record.failure ?? ''));
  }
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : '';
}
