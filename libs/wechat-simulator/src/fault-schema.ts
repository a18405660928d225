import { z } from 'zod';

/**
 * Whether WeChat had done its work before the answer was lost: a login code is then used up, although
 * the caller got no answer. Without it the call has no effect.
 */
const processed = z.boolean().default(false);

/** One thing that can go wrong with a call. */
export const faultSchema = z.discriminatedUnion('kind', [
  /** An answer with that number, under the endpoint's usual content type. */
  z.strictObject({
    kind: z.literal('errcode'),
    errcode: z.int().refine((number) => number !== 0, 'must not be 0'),
    errmsg: z.string().max(500).optional(),
  }),
  /** The normal answer, that much later on the simulator's clock; the work itself is done at once. */
  z.strictObject({ kind: z.literal('delay'), milliseconds: z.int().min(1).max(86_400_000) }),
  /** A proxy's or a maintenance page where JSON or a picture should be. */
  z.strictObject({ kind: z.literal('html'), status: z.int().min(200).max(599).default(502), processed }),
  /** No answer at all until `reset` or `close`. */
  z.strictObject({ kind: z.literal('hang'), processed }),
  /** The connection is broken off without a byte. */
  z.strictObject({ kind: z.literal('disconnect'), processed }),
  /** Bytes that are neither JPEG nor PNG nor JSON, or none, under `image/jpeg`. */
  z.strictObject({
    kind: z.literal('broken-image'),
    content: z.enum(['garbage', 'empty']).default('garbage'),
  }),
  /** That status with an empty body. */
  z.strictObject({ kind: z.literal('status'), status: z.int().min(200).max(599), processed }),
  /** Exactly that, with status 200. */
  z.strictObject({
    kind: z.literal('body'),
    contentType: z.string().min(1).max(200),
    body: z.string().max(1_000_000),
  }),
]);

export type Fault = z.output<typeof faultSchema>;
/** A fault as it is written down: what has a default may be left out. */
export type FaultInput = z.input<typeof faultSchema>;

/** `null` stands for "every call until reset". */
export const timesSchema = z.int().min(1).max(1_000_000).nullable().default(1);
