import { isErrorCode, type ErrorCode } from '@maqiao/shared';
import { asObject } from '../answers.ts';

/** What a pop-up ends in. */
export type PopupMessage = { readonly code: string } | { readonly error: ErrorCode };

/** Reads what the pop-up says (docs/protocol.md, redirect methods); null for everything else that windows say. */
export function popupMessageIn(data: unknown): PopupMessage | null {
  const { type, code, error } = asObject(data) ?? {};
  if (type !== 'maqiao-sign-in') return null;
  if (typeof code === 'string') return { code };
  if (typeof error === 'string') return { error: isErrorCode(error) ? error : 'internal' };
  return null;
}
