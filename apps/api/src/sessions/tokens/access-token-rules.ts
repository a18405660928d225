/** Life of an access token: other backends accept it until then, whatever happens to the session. */
export const ACCESS_TOKEN_SECONDS = 600;

/** How far the clocks of those who sign and those who verify may differ. */
export const CLOCK_LEEWAY_SECONDS = 30;

/** `aud` of the tokens that a phone holds; every other audience is an origin. */
export const MINI_PROGRAM_AUDIENCE = 'mini-program';

/**
 * The `sub` of a token that is no user's begins with this: a phone has proven an identity for one scene, and may only
 * answer that scene. No id of a user has a dot.
 */
export const SCENE_IDENTITY = 'identity.';

/** Whether the `sub` of a token is an identity, and no user. */
export function isSceneIdentity(sub: string): boolean {
  return sub.startsWith(SCENE_IDENTITY);
}
