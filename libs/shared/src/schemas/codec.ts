import { z } from 'zod';
import { SCENE_PATTERN, VERIFIER_PATTERN } from '../scene-name.ts';

/** A scene's public name: 32 characters of base64url. */
export const sceneSchema = z.string().regex(SCENE_PATTERN, 'must be 32 characters of A–Z a–z 0–9 - _');

/** A browser's secret. Its value is never repeated in a message. */
export const verifierSchema = z
  .string()
  .regex(VERIFIER_PATTERN, 'must be 43 characters of A–Z a–z 0–9 - _, base64url of 32 bytes');

/** The id of a sign-in method. Which there are depends on the server's settings. */
export const methodSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be the id of a method of GET /api/sign-in-options');

/** The id of an OpenID Connect request that waits for its person. */
export const interactionSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,64}$/, 'must be 16 to 64 characters of A–Z a–z 0–9 - _');

/** What `wx.login` returns. WeChat promises no shape; 128 characters is four times what it sends. */
export const loginCodeSchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 visible ASCII characters');
