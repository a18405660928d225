import { z } from 'zod';
import type {
  AcceptProposalRequest,
  ClaimRequest,
  ConfirmRequest,
  DeleteMeRequest,
  MiniProgramSessionRequest,
  RedeemRequest,
  RedirectReturn,
  RegisterSceneRequest,
  RejectRequest,
  RemoveIdentityRequest,
  ScanRequest,
  UpdateMeRequest,
  VerifierRequest,
} from '../http-types.ts';
import { PURPOSE_KINDS, STEP_UP_ACTIONS } from '../purposes.ts';
import type {
  EndSessionRequest,
  EndSessionsRequest,
  RefreshRequest,
  IntrospectRequest,
  KeepSessionRequest,
} from '../session-types.ts';
import type { SceneHandshake, SessionHandshake } from '../socket-events.ts';
import { interactionSchema, loginCodeSchema, methodSchema, sceneSchema, verifierSchema } from './codec.ts';
import { nicknameSchema } from './nickname.ts';

// Unknown members are dropped, not refused: a newer client may send more than an older server knows.

const sceneWithVerifier = z.object({ scene: sceneSchema, verifier: verifierSchema });

/** Of a scene, and of the query of a redirect method. */
export const askedPurpose = z.object({
  purpose: z.enum(PURPOSE_KINDS).optional(),
  action: z.enum(STEP_UP_ACTIONS).optional(),
});

export const registerSceneRequest = z.object({
  scene: sceneSchema,
  method: methodSchema.optional(),
  display: z.literal('same-phone').optional(),
  replaces: sceneWithVerifier.optional(),
  interaction: interactionSchema.optional(),
  ...askedPurpose.shape,
}) satisfies z.ZodType<RegisterSceneRequest>;

export const verifierRequest = z.object({ verifier: verifierSchema }) satisfies z.ZodType<VerifierRequest>;

export const claimRequest = sceneWithVerifier satisfies z.ZodType<ClaimRequest>;

export const miniProgramSessionRequest = z.object({
  code: loginCodeSchema,
}) satisfies z.ZodType<MiniProgramSessionRequest>;

export const scanRequest = z.object({
  code: loginCodeSchema,
  entry: z.int().min(1000).max(9999).optional(),
  purposes: z.string().max(20).array().max(10).optional(),
}) satisfies z.ZodType<ScanRequest>;

export const confirmRequest = z.object({
  number: z
    .string()
    .regex(/^[0-9]{2}$/, 'must be two digits')
    .optional(),
}) satisfies z.ZodType<ConfirmRequest>;

export const rejectRequest = z.object({
  reason: z.literal('not_me').optional(),
}) satisfies z.ZodType<RejectRequest>;

export const refreshRequest = z.object({
  ifSignedIn: z.boolean().optional(),
}) satisfies z.ZodType<RefreshRequest>;

export const endSessionsRequest = z.object({
  loginCode: loginCodeSchema.optional(),
}) satisfies z.ZodType<EndSessionsRequest>;

export const endSessionRequest = z.object({
  reason: z.literal('not_me').optional(),
}) satisfies z.ZodType<EndSessionRequest>;

/** A year is the most that SESSION_MAX_DAYS can be. */
export const keepSessionRequest = z.object({
  expiresIn: z.int().min(1).max(31_536_000),
}) satisfies z.ZodType<KeepSessionRequest>;

export const updateMeRequest = z.object({
  nickname: nicknameSchema.nullable(),
}) satisfies z.ZodType<UpdateMeRequest>;

export const acceptProposalRequest = z.object({
  nickname: z.boolean().optional(),
  picture: z.boolean().optional(),
}) satisfies z.ZodType<AcceptProposalRequest>;

export const deleteMeRequest = z.object({
  loginCode: loginCodeSchema.optional(),
}) satisfies z.ZodType<DeleteMeRequest>;

/** WeChat promises no shape of its codes; 512 characters is many times what it sends. */
export const redirectReturn = z.object({
  state: z.string().regex(/^[a-z0-9]{32}$/, 'must be 32 letters and digits'),
  code: z
    .string()
    .regex(/^[\x21-\x7e]{1,512}$/, 'must be 1 to 512 visible ASCII characters')
    .optional(),
}) satisfies z.ZodType<RedirectReturn>;

export const redeemRequest = z.object({
  code: verifierSchema,
  verifier: verifierSchema,
  session: z.literal('none').optional(),
}) satisfies z.ZodType<RedeemRequest>;
export const removeIdentityRequest = z.object({
  loginCode: loginCodeSchema.optional(),
}) satisfies z.ZodType<RemoveIdentityRequest>;

/** `GET /api/sign-in-options?interaction=` */
export const signInOptionsQuery = z.object({ interaction: interactionSchema.optional() });

/** Of a URL's query: every value is text. */
export const securityEventsQuery = z.object({
  before: z.uuidv7('must be the id of an event').optional(),
  limit: z.coerce
    .number('must be 1 to 100')
    .int('must be 1 to 100')
    .min(1, 'must be 1 to 100')
    .max(100, 'must be 1 to 100')
    .default(30),
});

/** 4096 characters is ten times our own tokens. */
export const introspectRequest = z.object({
  token: z.string().min(1).max(4096),
}) satisfies z.ZodType<IntrospectRequest>;

export const sceneHandshake = claimRequest satisfies z.ZodType<SceneHandshake>;

export const sessionHandshake = z.object({
  accessToken: z.string().min(1).max(4096),
}) satisfies z.ZodType<SessionHandshake>;

/** `GET /api/site?part=element&language=ja,en`: tags of languages, best first, separated by commas. */
export const siteQuery = z.object({
  part: z.enum(['page', 'element', 'phone']).optional(),
  language: z
    .string()
    .max(200)
    .regex(/^[A-Za-z0-9_,-]*$/)
    .default('')
    .transform((tags) => tags.split(',').filter((tag) => tag !== '')),
});
