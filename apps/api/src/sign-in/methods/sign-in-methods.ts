import type { ScenePurposeKind } from '@maqiao/shared';
import { ApiError } from '../../platform/http/api-error.ts';
import type { SceneMethod } from './scene-method.ts';

/** The sign-in methods that this server offers, in the order in which a page shows them. */
export class SignInMethods {
  constructor(readonly offered: readonly SceneMethod[]) {}

  /**
   * The method of that id for a new scene; without an id the first that is offered.
   * @param purpose what the scene is for, where it does not sign anybody in: only of methods that can do that
   * @throws ApiError `invalid_request` when it is not offered
   */
  forScene(id: string | undefined, purpose?: ScenePurposeKind): SceneMethod {
    const method = this.offered.find(
      (each) =>
        each.kind === 'scene' &&
        (id === undefined || each.id === id) &&
        (purpose === undefined || each.purposes?.includes(purpose) === true),
    );
    if (method === undefined) {
      throw new ApiError('invalid_request', {
        detail: 'method: must be the id of a method of GET /api/sign-in-options.',
      });
    }
    return method;
  }
}
