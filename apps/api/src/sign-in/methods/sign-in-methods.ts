import { ApiError } from '../../platform/http/api-error.ts';
import type { SceneMethod } from './scene-method.ts';

/** The sign-in methods that this server offers, in the order in which a page shows them. */
export class SignInMethods {
  constructor(readonly offered: readonly SceneMethod[]) {}

  /**
   * The method of that id for a new scene; without an id the first that is offered.
   * @throws ApiError `invalid_request` when it is not offered
   */
  forScene(id: string | undefined): SceneMethod {
    const method = this.offered.find((each) => each.kind === 'scene' && (id === undefined || each.id === id));
    if (method === undefined) {
      throw new ApiError('invalid_request', {
        detail: 'method: must be the id of a method of GET /api/sign-in-options.',
      });
    }
    return method;
  }
}
