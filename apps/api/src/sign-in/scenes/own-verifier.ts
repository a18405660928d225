import { hash } from 'node:crypto';
import { sceneMatchesVerifier } from '@maqiao/shared';
import { ApiError } from '../../platform/http/api-error.ts';

const digestOf = (ascii: string): string => hash('sha256', ascii, 'base64url');

/** Whether a scene's name was made from this verifier. */
export function isOwnVerifier(scene: string, verifier: string): boolean {
  return sceneMatchesVerifier(scene, verifier, digestOf);
}

/** @throws ApiError `scene_not_found`: the same error for a wrong verifier and an unknown scene */
export function proveVerifier(scene: string, verifier: string): void {
  if (!isOwnVerifier(scene, verifier)) throw new ApiError('scene_not_found');
}
