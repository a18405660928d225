import {
  SCENE_PATTERN,
  SCENE_STATUSES,
  type ClaimResult,
  type LoginResult,
  type RegisterSceneResponse,
  type SceneCode,
  type SceneSnapshot,
  type UserProfile,
  type Wxacode,
} from '@maqiao/shared';

// Answers are checked where they come in: a proxy or a captive portal may speak in the API's place, and a
// half-read answer would become a state that cannot happen. By hand, because zod alone is larger than this library.

type Fields = Record<string, unknown>;

/** A plain JSON object, or null. */
export function asObject(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

/** A {@link SceneSnapshot}, or null. */
export function asSceneSnapshot(value: unknown): SceneSnapshot | null {
  const fields = asObject(value);
  if (!fields) return null;
  const { scene, status, expiresAt, now, user, number } = fields;
  if (typeof scene !== 'string' || !SCENE_PATTERN.test(scene)) return null;
  const known = SCENE_STATUSES.find((name) => name === status);
  if (!known || !isTime(expiresAt) || !isTime(now)) return null;
  const snapshot: SceneSnapshot = { scene, status: known, expiresAt, now };
  const profile = asUserProfile(user);
  if (profile) snapshot.user = profile;
  if (typeof number === 'string') snapshot.number = number;
  return snapshot;
}

/** The first answer of a registration, or null. It has no code when the scene was registered before. */
export function asRegistration(
  value: unknown,
): (SceneSnapshot & SceneCode & Partial<Pick<RegisterSceneResponse, 'interval'>>) | null {
  const fields = asObject(value);
  const snapshot = asSceneSnapshot(value);
  if (!fields || !snapshot) return null;
  return {
    ...snapshot,
    ...(typeof fields.interval === 'number' ? { interval: fields.interval } : undefined),
    ...asSceneCode(value),
  };
}

/** What is shown of a scene, as its method has it, or null. */
export function asSceneCode(value: unknown): SceneCode | null {
  const fields = asObject(value);
  const wxacode = asWxacode(fields?.wxacode);
  if (wxacode) return { wxacode };
  const qrcode = asWxacode(fields?.qrcode);
  if (qrcode) return { qrcode };
  const account = asObject(fields?.account);
  const code = asWxacode(account?.code);
  const { digits } = fields ?? {};
  if (!code || typeof account?.name !== 'string' || typeof digits !== 'string') return null;
  return { digits, account: { name: account.name, code } };
}

/** A {@link LoginResult}, or null. */
export function asLoginResult(value: unknown): LoginResult | null {
  const fields = asObject(value);
  if (!fields) return null;
  const { accessToken, expiresIn } = fields;
  const user = asUserProfile(fields.user);
  if (typeof accessToken !== 'string' || accessToken === '' || !user) return null;
  if (typeof expiresIn !== 'number' || !(expiresIn > 0)) return null;
  return { accessToken, tokenType: 'Bearer', expiresIn, user };
}

/** A {@link ClaimResult}, or null. */
export function asClaimResult(value: unknown): ClaimResult | null {
  const result = asLoginResult(value);
  const continueTo = asObject(value)?.continueTo;
  return result && (typeof continueTo === 'string' ? { ...result, continueTo } : result);
}

/** A picture that is safe in a `data:` URL: one of two types, and base64. */
function asWxacode(value: unknown): Wxacode | null {
  const fields = asObject(value);
  if (!fields) return null;
  const { mediaType, data } = fields;
  if (mediaType !== 'image/jpeg' && mediaType !== 'image/png') return null;
  if (typeof data !== 'string' || data === '' || !/^[A-Za-z0-9+/]+={0,2}$/.test(data)) return null;
  return { mediaType, data };
}

function asUserProfile(value: unknown): UserProfile | null {
  const fields = asObject(value);
  if (!fields) return null;
  const text = (field: unknown): string | null => (typeof field === 'string' && field !== '' ? field : null);
  return { nickname: text(fields.nickname), avatarUrl: text(fields.avatarUrl) };
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && Number.isFinite(Date.parse(value));
}
