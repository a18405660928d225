import { randomInt } from 'node:crypto';
import type { SceneCode, Wxacode } from '@maqiao/shared';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS, type Settings } from '../../../config/settings.ts';
import { ApiError } from '../../../platform/http/api-error.ts';
import type { SceneMethod } from '../scene-method.ts';
import { readAccountCode } from './account-code.ts';
import { ChatStore } from './chat-store.ts';

/** Of a million digits so many at random are tried; even with half of them in use one in a million registrations fails. */
const TRIES = 20;
/** Digits stay reserved a little longer than their scene, so that none ever stand for two. */
const RESERVED_LONGER_MS = 5_000;

/** The method `message`: the browser shows six digits, and the person sends them to the account. */
@Injectable()
export class MessageMethod implements SceneMethod {
  readonly id = 'message';
  readonly kind = 'scene';
  readonly #name: string;
  readonly #code: Wxacode | undefined;

  /** @throws SettingsError when the picture of the account's code cannot be shown */
  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'lifetimes' | 'wechat'>,
    private readonly store: ChatStore,
  ) {
    const { name = '', codeFile } = settings.wechat.officialAccount ?? {};
    this.#name = name;
    this.#code = codeFile === undefined ? undefined : readAccountCode(codeFile);
  }

  /** @throws ApiError `unavailable` when no digits are free */
  async makeCode(scene: string): Promise<SceneCode> {
    const code = this.#code;
    if (code === undefined) throw new ApiError('internal');
    const lifetime = this.settings.lifetimes.pending + RESERVED_LONGER_MS;
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const digits = String(randomInt(0, 1_000_000)).padStart(6, '0');
      if (await this.store.reserve(digits, scene, lifetime))
        return { digits, account: { name: this.#name, code } };
    }
    throw new ApiError('unavailable', { retryAfterSeconds: 5 });
  }
}
