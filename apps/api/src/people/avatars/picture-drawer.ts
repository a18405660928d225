import type { OnApplicationShutdown } from '@nestjs/common';
import { ApiError } from '../../platform/http/api-error.ts';
import { localize } from '../../platform/operator-messages/messages.ts';
import { avatarMessages } from './avatar-messages.ts';
import { AVATAR_MAX_BYTES } from './avatar-picture.ts';
import { ConcurrencyLimit } from './concurrency-limit.ts';
import { DrawingFailed, DrawingProcess, type DrawingFailure } from './drawing/drawing-process.ts';
import { soundPicture } from './structure/sound-picture.ts';
import { UnfitPicture } from './structure/unfit-picture.ts';

/**
 * Drawings at once, each in its own process. Three that use all their memory would not fit in a container of 512 MB.
 */
const CONCURRENCY = 2;
const MAX_WAITING = 32;
const MAX_WAIT_MS = 10_000;
/** The slowest ordinary picture takes a tenth of it. */
const DRAWING_MS = 5_000;
/** A process that has nothing to do takes 70 MB. */
const IDLE_MS = 10_000;

/** Options for tests. */
interface DrawerOptions {
  readonly sound?: (upload: Uint8Array) => Buffer;
  readonly drawingMs?: number;
  readonly idleMs?: number;
}

/**
 * Draws uploaded pictures again, so that no byte of an upload is ever served. A file with a broken structure is refused
 * first; the rest is decoded in a process that can be killed and whose memory is limited. It is started with the first
 * picture, and ended when none has come for some seconds.
 */
export class PictureDrawer implements OnApplicationShutdown {
  readonly #limit = new ConcurrencyLimit(CONCURRENCY, MAX_WAITING, MAX_WAIT_MS);
  readonly #processes = new Set<DrawingProcess>();
  readonly #idle: DrawingProcess[] = [];
  #idleTimer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(private readonly options: DrawerOptions = {}) {}

  /**
   * The picture to keep: 256 × 256, JPEG, upright, the first frame, and without metadata (EXIF, places,
   * comments, appended files).
   * @param upload - the bytes that were sent; the content decides, not the name
   * @throws ApiError `unsupported_media_type` for all that is not a whole JPEG, PNG or WebP of at most 25 megapixels,
   *   and for what takes too long or too much memory; `unavailable` when too many wait, or too long
   */
  async draw(upload: Uint8Array): Promise<Buffer> {
    const picture = this.#sound(upload);
    return this.#limit.run(async () => {
      try {
        return await this.#drawIn(await this.#process(), picture);
      } catch (error) {
        if (this.#stopped) throw new ApiError('unavailable', { retryAfterSeconds: 5 });
        throw error instanceof DrawingFailed ? refusalOf(error.reason) : error;
      }
    });
  }

  /** The processes that draw, or wait for something to draw. */
  get pids(): number[] {
    return [...this.#processes].flatMap(({ pid }) => pid ?? []);
  }

  /** Nest calls this after all requests have ended: nobody waits for a drawing any more. */
  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#idleTimer);
    await Promise.all([...this.#processes].map((one) => one.kill()));
  }

  #sound(upload: Uint8Array): Buffer {
    try {
      return (this.options.sound ?? soundPicture)(upload);
    } catch (error) {
      if (!(error instanceof UnfitPicture)) throw error;
      throw refusalOf('unreadable');
    }
  }

  async #process(): Promise<DrawingProcess> {
    clearTimeout(this.#idleTimer);
    for (let one = this.#idle.pop(); one !== undefined; one = this.#idle.pop()) {
      if (one.alive) return one;
      this.#processes.delete(one);
    }
    const started = await DrawingProcess.start(AVATAR_MAX_BYTES);
    this.#processes.add(started);
    if (this.#stopped) await started.kill();
    return started;
  }

  async #drawIn(process: DrawingProcess, picture: Buffer): Promise<Buffer> {
    try {
      return await process.draw(picture, this.options.drawingMs ?? DRAWING_MS);
    } finally {
      if (process.alive) this.#idle.push(process);
      else this.#processes.delete(process);
      clearTimeout(this.#idleTimer);
      this.#idleTimer = setTimeout(() => this.#endIdle(), this.options.idleMs ?? IDLE_MS).unref();
    }
  }

  #endIdle(): void {
    for (const one of this.#idle.splice(0)) {
      this.#processes.delete(one);
      void one.kill();
    }
  }
}

function refusalOf(reason: DrawingFailure): ApiError {
  if (reason === 'not_started')
    return new ApiError('unavailable', { operatorHint: localize(avatarMessages.pictures_not_drawn) });
  if (reason === 'unreadable') {
    return new ApiError('unsupported_media_type', {
      detail: 'Send a whole JPEG, PNG or WebP picture of at most 25 megapixels.',
    });
  }
  return new ApiError('unsupported_media_type', {
    detail: 'This picture takes more time or memory to draw than a picture may. Send another one.',
    operatorHint: localize(
      reason === 'too_long' ? avatarMessages.picture_too_slow : avatarMessages.picture_too_large,
    ),
  });
}
