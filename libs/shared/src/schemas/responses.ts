import { z } from 'zod';
import { ERROR_STATUS, type ErrorCode } from '../error-codes.ts';
import type {
  ClaimResult,
  InteractionAnswer,
  LoginRequestDetails,
  LoginResult,
  Me,
  MiniProgramSession,
  OwnIdentities,
  Problem,
  ProfileProposal,
  RegisterSceneResponse,
  ScanResponse,
  SceneSnapshot,
  SignInOptions,
} from '../http-types.ts';
import type { IntrospectResponse, KeptSession, SessionSummary } from '../session-types.ts';
import type { OwnApps } from '../app-types.ts';
import { SECURITY_EVENT_KINDS, type SecurityEvent, type SecurityEventPage } from '../audit-types.ts';
import type { BrandColor, SiteInfo } from '../site-types.ts';
import { SCENE_STATUSES, type RequestingClient, type UserProfile } from '../scene-record.ts';
import { IDENTITY_PROVIDERS } from '../owner-types.ts';
import { PURPOSE_KINDS, STEP_UP_ACTIONS } from '../purposes.ts';
import { methodSchema, sceneSchema } from './codec.ts';

// What the server promises to answer: the API's documentation and the tests of every answer are made from these.

const time = z.iso.datetime();

const userProfile = z.object({
  nickname: z.string().nullable(),
  avatarUrl: z.string().nullable(),
}) satisfies z.ZodType<UserProfile>;

const requestingClient = z.object({
  name: z.string(),
  host: z.string().nullable(),
  scopes: z.string().array(),
}) satisfies z.ZodType<RequestingClient>;

export const sceneSnapshot = z.object({
  scene: sceneSchema,
  status: z.enum(SCENE_STATUSES),
  expiresAt: time,
  now: time,
  user: userProfile.optional(),
  number: z.string().optional(),
}) satisfies z.ZodType<SceneSnapshot>;

const picture = z.object({ mediaType: z.enum(['image/jpeg', 'image/png']), data: z.base64() });

export const registerSceneResponse = sceneSnapshot.extend({
  interval: z.int(),
  wxacode: picture.optional(),
  qrcode: picture.optional(),
  digits: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  account: z.object({ name: z.string(), code: picture }).optional(),
}) satisfies z.ZodType<RegisterSceneResponse>;

export const signInOptions = z.object({
  methods: z
    .object({
      id: methodSchema,
      kind: z.enum(['scene', 'redirect', 'passkey']),
      href: z.string().optional(),
    })
    .array(),
  client: requestingClient.optional(),
  user: userProfile.optional(),
}) satisfies z.ZodType<SignInOptions>;

export const interactionAnswer = z.object({ continueTo: z.string() }) satisfies z.ZodType<InteractionAnswer>;

export const loginResult = z.object({
  accessToken: z.string(),
  tokenType: z.literal('Bearer'),
  expiresIn: z.int(),
  user: userProfile,
}) satisfies z.ZodType<LoginResult>;

export const claimResult = loginResult.extend({
  continueTo: z.string().optional(),
  steppedUp: z.literal(true).optional(),
  linked: z.literal(true).optional(),
}) satisfies z.ZodType<ClaimResult>;

export const miniProgramSession = z.object({
  accessToken: z.string(),
  expiresIn: z.int(),
  user: userProfile,
}) satisfies z.ZodType<MiniProgramSession>;

const loginRequestDetails = z.object({
  siteName: z.string(),
  siteUrl: z.string(),
  browser: z.string(),
  os: z.string(),
  region: z.string().nullable(),
  ip: z.string().nullable(),
  near: z.enum(['same-network', 'same-region', 'elsewhere', 'unknown']),
  match: z.enum(['none', 'number']),
  display: z.enum(['screen', 'same-phone']),
  createdAt: time,
  knownBrowser: z.boolean().optional(),
  client: requestingClient.optional(),
  purpose: z.enum(PURPOSE_KINDS).optional(),
  action: z.enum(STEP_UP_ACTIONS).optional(),
  account: z.object({ nickname: z.string().nullable() }).optional(),
}) satisfies z.ZodType<LoginRequestDetails>;

export const scanResponse = miniProgramSession.extend({
  scene: sceneSnapshot,
  request: loginRequestDetails,
}) satisfies z.ZodType<ScanResponse>;

const brandColor = z.object({
  light: z.string(),
  onLight: z.string(),
  dark: z.string(),
  onDark: z.string(),
}) satisfies z.ZodType<BrandColor>;

export const siteInfo = z.object({
  name: z.string(),
  logoUrl: z.url().nullable(),
  color: brandColor.nullable(),
  language: z
    .object({ tag: z.string(), name: z.string(), words: z.record(z.string(), z.string()) })
    .optional(),
}) satisfies z.ZodType<SiteInfo>;

export const ownIdentities = z.object({
  identities: z
    .object({
      id: z.string(),
      provider: z.enum(IDENTITY_PROVIDERS),
      appId: z.string(),
      createdAt: time,
      lastUsedAt: time,
      together: z.string().array(),
      removable: z.enum(['now', 'later', 'never']),
      removableAt: time.optional(),
    })
    .array(),
}) satisfies z.ZodType<OwnIdentities>;

export const me = userProfile.extend({ id: z.string(), createdAt: time }) satisfies z.ZodType<Me>;

export const ownApps = z.object({
  apps: z
    .object({
      id: z.string(),
      kind: z.enum(['client', 'site']),
      name: z.string(),
      host: z.string().nullable(),
      scopes: z.string().array(),
      allowedAt: time,
      devices: z.int(),
      outlivesSignOut: z.boolean(),
    })
    .array(),
}) satisfies z.ZodType<OwnApps>;

export const profileProposal = z.object({
  nickname: z.string().nullable(),
  picture: z.boolean(),
}) satisfies z.ZodType<ProfileProposal>;

export const sessionSummary = z.object({
  id: z.string(),
  origin: z.string(),
  siteName: z.string().optional(),
  browser: z.string(),
  os: z.string(),
  ip: z.string().nullable(),
  region: z.string().nullable(),
  createdAt: time,
  lastSeenAt: time,
  current: z.boolean(),
}) satisfies z.ZodType<SessionSummary>;

export const keptSession = z.object({
  sid: z.string(),
  sub: z.string(),
  aud: z.string(),
  expiresAt: time,
  expiresIn: z.int(),
}) satisfies z.ZodType<KeptSession>;

export const securityEvent = z.object({
  id: z.uuidv7(),
  kind: z.enum(SECURITY_EVENT_KINDS),
  at: time,
  origin: z.string().nullable(),
  browser: z.string().nullable(),
  os: z.string().nullable(),
  region: z.string().nullable(),
  ip: z.string().nullable(),
  sessionId: z.string().optional(),
  by: z.enum(['browser', 'phone', 'page', 'all', 'you', 'other']).optional(),
  reason: z.literal('not_me').optional(),
  client: z.string().optional(),
  action: z.enum(STEP_UP_ACTIONS).optional(),
  clientId: z.string().optional(),
  method: z.string().optional(),
  identity: z.object({ id: z.string(), provider: z.enum(IDENTITY_PROVIDERS), appId: z.string() }).optional(),
}) satisfies z.ZodType<SecurityEvent>;

export const securityEventPage = z.object({
  events: securityEvent.array(),
  next: z.uuidv7().nullable(),
}) satisfies z.ZodType<SecurityEventPage>;

export const introspectResponse = z.discriminatedUnion('active', [
  z.object({ active: z.literal(false) }),
  z.object({
    active: z.literal(true),
    sub: z.string(),
    sid: z.string().optional(),
    aud: z.string(),
    exp: z.int(),
    openid: z.string().optional(),
    unionid: z.string().optional(),
    merged_subs: z.string().array().optional(),
  }),
]) satisfies z.ZodType<IntrospectResponse>;

export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]),
  detail: z.string(),
  requestId: z.string(),
}) satisfies z.ZodType<Problem>;
