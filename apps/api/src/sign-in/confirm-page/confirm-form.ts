import { z } from 'zod';

/** Two digits as they are typed: full-width, or with spaces in them. Anything else is none, and spends no try. */
const number = z
  .string()
  .max(40)
  .transform((typed) => typed.normalize('NFKC').replace(/\s/gu, ''))
  .transform((typed) => (/^\d\d$/.test(typed) ? typed : undefined))
  .optional();

/** What the forms of the page bring. */
export const confirmAnswer = z.object({
  answer: z.enum(['open', 'confirm', 'reject', 'not_me', 'take_back']),
  number,
});

export type ConfirmAnswer = z.output<typeof confirmAnswer>;
