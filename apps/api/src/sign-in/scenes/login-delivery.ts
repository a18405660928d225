import { Injectable, Logger } from '@nestjs/common';
import type { LoginResult, SceneRecord } from '@maqiao/shared';
import { ApiError } from '../../platform/http/api-error.ts';
import { Metrics } from '../../platform/metrics/metrics.ts';
import { SessionsService } from '../../sessions/sessions.service.ts';
import { SceneStore } from './store/scene-store.ts';
import { AccessTokens } from '../../sessions/tokens/access-tokens.ts';
import { loginResult } from '../../sessions/tokens/login-result.ts';
import type { User } from '../../people/users/user.ts';
import { UsersService } from '../../people/users/users.service.ts';
import { sessionDraftOf } from './session-draft.ts';

/**
 * Gives the tokens of a confirmed scene to whoever has proven its verifier. At least once delivered, exactly one
 * session: each delivery inserts the session if it is absent, then mints; nothing minted is ever stored.
 */
@Injectable()
export class LoginDelivery {
  readonly #logger = new Logger('Login');

  constructor(
    private readonly store: SceneStore,
    private readonly sessions: SessionsService,
    private readonly users: UsersService,
    private readonly tokens: AccessTokens,
    private readonly metrics: Metrics,
  ) {}

  /**
   * @throws ApiError `access_denied` when the session was taken back meanwhile, or the person is gone or blocked:
   * then the scene ends rejected, and its browser is told
   */
  async deliver(record: Readonly<SceneRecord>, way: 'push' | 'poll' | 'claim'): Promise<LoginResult> {
    const draft = sessionDraftOf(record);
    if (!draft) throw new ApiError('access_denied');
    const { live, person } = await this.sessions.establish(draft);
    const user = person
      ? this.users.profileOf(draft.userId, person)
      : await this.#personOf(record, draft.userId);
    if (!live) throw new ApiError('access_denied');
    this.metrics.deliveries.inc({ way });
    this.#logger.log({ msg: 'Login delivered', scene: record.scene, way });
    return loginResult(this.tokens, user, draft);
  }

  async #personOf({ scene }: Readonly<SceneRecord>, userId: string): Promise<User> {
    const user = await this.users.get(userId);
    if (user && !user.blocked) return user;
    await this.store.apply(scene, { event: 'reject', person: userId });
    throw new ApiError('access_denied');
  }
}
