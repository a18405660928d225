import { z } from 'zod';
import { isHttpOrigin } from './listed-origins.ts';

// The kinds of values that settings share. Each message completes a sentence such as “PORT must be …”.

export const whole = (minimum: number, maximum: number, fallback: number) =>
  z.coerce
    .number(`a whole number from ${minimum} to ${maximum}`)
    .int(`a whole number from ${minimum} to ${maximum}`)
    .min(minimum, `a whole number from ${minimum} to ${maximum}`)
    .max(maximum, `a whole number from ${minimum} to ${maximum}`)
    .default(fallback);

/** A text that `read` understands; `wants` says what it takes, and never repeats what was given. */
export const readBy = <Value>(read: (text: string) => Value | undefined, wants: string) =>
  z.string().transform((text, context) => {
    const value = read(text);
    if (value !== undefined) return value;
    context.addIssue(wants);
    return z.NEVER;
  });

/** An origin without a trailing slash. */
export const httpOrigin = z
  .string()
  .refine(isHttpOrigin, 'an http(s) origin such as https://login.example.com')
  .transform((text) => new URL(text).origin);

/** The address of a program of the owner's own, which gets requests from us. */
export const httpAddress = (example: string) =>
  z
    .string()
    .refine(isHttpAddress, `an http(s) address without user or password, such as ${example}`)
    .optional();

function isHttpAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return username === '' && password === '' && (protocol === 'https:' || protocol === 'http:');
}
