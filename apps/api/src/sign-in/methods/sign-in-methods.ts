import { ApiError } from '../../platform/http/api-error.ts';
import type { RedirectMethod } from './redirect-method.ts';
import type { SceneMethod } from './scene-method.ts';

export type SignInMethod = SceneMethod | RedirectMethod;

/** The sign-in methods that this server offers, in the order in which a page shows them. */
export class SignInMethods {
  constructor(readonly offered: readonly SignInMethod[]) {}

  /**
   * The method of that id for a new scene; without an id the first that is offered.
   * @throws ApiError `invalid_request` when it is not offered
   */
  forScene(id: string | undefined): SceneMethod {
    const method = this.offered.find(
      (each): each is SceneMethod => each.kind === 'scene' && (id === undefined || each.id === id),
    );
    if (method === undefined) {
      throw new ApiError('invalid_request', {
        detail: 'method: must be the id of a method of GET /api/sign-in-options.',
      });
    }
    return method;
  }

  /** The redirect method of that id. @throws ApiError `not_found` when it is not offered */
  forRedirect(id: string): RedirectMethod {
    const method = this.offered.find(
      (each): each is RedirectMethod => each.kind === 'redirect' && each.id === id,
    );
    if (method === undefined) throw new ApiError('not_found');
    return method;
  }

  /** What a browser is offered that names itself so. */
  offeredIn(userAgent: string | undefined): readonly SignInMethod[] {
    return this.offered.filter((each) => each.kind !== 'redirect' || each.worksIn(userAgent));
  }
}
