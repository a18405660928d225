import type { SceneOrigin } from '@maqiao/shared';
import { randomUUID } from 'node:crypto';
import { log } from './log.ts';
import type { Rows, AuditEvent } from './rows.ts';

/**
 * The audit log, one row for each event. Events of one turn of the event loop are written together; nobody waits for
 * them.
 */
export class AuditLog {
  readonly #rows: Rows;
  #waiting: AuditEvent[] = [];
  #writing = false;

  constructor(rows: Rows) {
    this.#rows = rows;
  }

  record(
    kind: AuditEvent['kind'],
    userId: string,
    subject: string,
    of: SceneOrigin,
    sid: string | null,
  ): void {
    const at = Date.now();
    const time = at.toString(16).padStart(12, '0');
    const id = `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
    const { origin, browser, os, region } = of;
    const ip = sid === null ? `${(of.ip ?? '').split('.').slice(0, 2).join('.')}.0.0/16` : of.ip;
    const event = {
      id,
      user_id: userId,
      kind,
      subject,
      at,
      origin,
      browser,
      os,
      region,
      ip,
      session_id: sid,
    };
    if (!this.#writing && this.#waiting.length === 0) setImmediate(() => void this.#write());
    this.#waiting.push(event);
    log(`"event":"security","kind":"${kind}","user":"${userId}","origin":"${origin}"`);
  }

  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) await this.#rows.insertEvents(this.#waiting.splice(0));
    this.#writing = false;
  }
}
