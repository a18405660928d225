import {
  errorCodeOfStatus,
  isErrorCode,
  STEP_UP_ACTIONS,
  type ErrorCode,
  type ScanResponse,
  type SceneSnapshot,
} from '@maqiao/shared';
import { hasTexts, hasTextsOrNull, hasTimes, isObject } from './body-shape.ts';
import { failure, type Failure } from './failure.ts';

/** What `wx.request` hands to `success`, which it calls for every status. */
export interface RawAnswer {
  statusCode: number;
  data: unknown;
  header: Readonly<Record<string, unknown>>;
}

export type Answer<Value> = { ok: true; value: Value } | { ok: false; failure: Failure };

/** Longest accepted `Retry-After`: a wrong header must not lock the button for an hour. */
const MAX_WAIT_SECONDS = 60;

/**
 * Reads an answer of our API. Anything that is not the promised shape is `internal`, also under status 200:
 * the page of a proxy or a captive portal is not an answer of the API.
 * @param parse the value, or undefined for a body of another shape
 */
export function readAnswer<Value>(
  answer: RawAnswer,
  parse: (body: unknown) => Value | undefined,
): Answer<Value> {
  if (answer.statusCode >= 200 && answer.statusCode < 300) {
    const value = parse(answer.data);
    return value === undefined ? { ok: false, failure: failure('internal') } : { ok: true, value };
  }
  return { ok: false, failure: failure(problemCode(answer), waitSeconds(answer.header)) };
}

export function parseSnapshot(body: unknown): SceneSnapshot | undefined {
  if (!isObject(body)) return undefined;
  const wellFormed = hasTexts(body, ['scene', 'status']) && hasTimes(body, ['expiresAt', 'now']);
  // Checked by hand, here and below, because a schema library would be half of the program's size.
  return wellFormed ? (body as unknown as SceneSnapshot) : undefined;
}

export function parseScan(body: unknown): ScanResponse | undefined {
  if (!isObject(body) || !hasTexts(body, ['accessToken'])) return undefined;
  if (!parseSnapshot(body.scene) || !isObject(body.request)) return undefined;
  const request = body.request;
  const wellFormed =
    hasTexts(request, ['siteName', 'siteUrl', 'browser', 'os', 'near', 'match']) &&
    hasTimes(request, ['createdAt']) &&
    isClient(request.client) &&
    isPurpose(request);
  return wellFormed ? (body as unknown as ScanResponse) : undefined;
}

/** Who asks through the site. A half-known one would be shown as the site itself. */
function isClient(value: unknown): boolean {
  return (
    value === undefined ||
    (isObject(value) &&
      hasTexts(value, ['name']) &&
      hasTextsOrNull(value, ['host']) &&
      Array.isArray(value.scopes))
  );
}

/** What the confirm does, where it signs nobody in. One that this program cannot show must not be confirmed. */
function isPurpose({ purpose, action, account }: Record<string, unknown>): boolean {
  if (purpose === undefined) return true;
  if (!isObject(account) || !hasTextsOrNull(account, ['nickname'])) return false;
  return purpose === 'link' || (purpose === 'step-up' && STEP_UP_ACTIONS.some((known) => known === action));
}

/** With an unknown code the answer is of a newer server; without a code it is of a proxy in front. */
function problemCode({ data, statusCode }: RawAnswer): ErrorCode {
  const code = isObject(data) ? data.code : undefined;
  if (isErrorCode(code)) return code;
  return typeof code === 'string' ? 'internal' : errorCodeOfStatus(statusCode);
}

/** The case of header names depends on server, proxy and phone. */
function waitSeconds(header: Readonly<Record<string, unknown>> | undefined): number {
  for (const name of Object.keys(header ?? {})) {
    if (name.toLowerCase() !== 'retry-after') continue;
    const seconds = Number(header?.[name]);
    return seconds > 0 ? Math.min(seconds, MAX_WAIT_SECONDS) : 0;
  }
  return 0;
}
