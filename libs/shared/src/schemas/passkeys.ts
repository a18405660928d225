import { z } from 'zod';
import {
  MAX_PASSKEY_NAME,
  type AddPasskeyRequest,
  type AssertionJson,
  type BeginPasskeySignInRequest,
  type NewCredentialJson,
  type OwnPasskey,
  type OwnPasskeys,
  type PasskeyOptions,
  type PasskeyProofRequest,
  type RenamePasskeyRequest,
} from '../passkey-types.ts';
import { interactionSchema } from './codec.ts';

/** Bytes as base64url. @param most characters */
function bytes(most: number) {
  return z
    .string()
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/, 'must be base64url');
}

/** At most 1023 bytes (WebAuthn Level 3 §4, "Credential ID"). */
const credentialId = bytes(1364);

const clientDataJSON = bytes(4096);

const newCredential = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON,
    attestationObject: bytes(16_384),
    transports: z.string().max(32).array().max(10).optional(),
  }),
}) satisfies z.ZodType<NewCredentialJson>;

const assertion = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON,
    authenticatorData: bytes(4096),
    signature: bytes(4096),
    // Between 1 and 64 bytes (WebAuthn Level 3 §5.4.3).
    userHandle: bytes(86).optional(),
  }),
}) satisfies z.ZodType<AssertionJson>;

export const addPasskeyRequest = z.object({
  credential: newCredential,
}) satisfies z.ZodType<AddPasskeyRequest>;

/** Kept trimmed and in NFC, as nicknames are. Control characters and line breaks are no part of a name. */
export const renamePasskeyRequest = z.object({
  name: z
    .string()
    .max(MAX_PASSKEY_NAME * 4)
    .transform((text) => text.normalize('NFC').trim())
    .refine((text) => text !== '' && [...text].length <= MAX_PASSKEY_NAME, {
      message: `must be 1 to ${MAX_PASSKEY_NAME} characters`,
    })
    .refine((text) => !/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u.test(text), {
      message: 'must have no control characters',
    }),
}) satisfies z.ZodType<RenamePasskeyRequest>;

export const beginPasskeySignInRequest = z.object({
  interaction: interactionSchema.optional(),
}) satisfies z.ZodType<BeginPasskeySignInRequest>;

export const passkeyProofRequest = z.object({
  credential: assertion,
}) satisfies z.ZodType<PasskeyProofRequest>;

export const passkeyOptions = z.looseObject({ challenge: z.string() }) satisfies z.ZodType<PasskeyOptions>;

const time = z.iso.datetime();

export const ownPasskey = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: time,
  lastUsedAt: time.nullable(),
  backedUp: z.boolean(),
  removable: z.enum(['now', 'later']),
  removableAt: time.optional(),
}) satisfies z.ZodType<OwnPasskey>;

export const ownPasskeys = z.object({
  passkeys: ownPasskey.array(),
  addable: z.enum(['now', 'step-up', 'full']),
}) satisfies z.ZodType<OwnPasskeys>;
