import type { PipeTransform } from '@nestjs/common';
import type { ZodError, ZodType } from 'zod';
import { ApiError } from './api-error.ts';

/** How many faults one error names at most. */
const MAX_SENTENCES = 5;

/**
 * Parses a value by a schema. Fails with `invalid_request`, which names the member and its rule, never its value.
 * @param absent used instead of a missing value
 */
export function schemaPipe(schema: ZodType, absent?: unknown): PipeTransform {
  return {
    transform(value: unknown) {
      const checked = schema.safeParse(value ?? absent);
      if (!checked.success) throw new ApiError('invalid_request', { detail: sentencesOf(checked.error) });
      return checked.data;
    },
  };
}

function sentencesOf({ issues }: ZodError): string {
  const sentences = issues.slice(0, MAX_SENTENCES).map(({ path, message }) => {
    return path.length > 0 ? `${path.map(String).join('.')}: ${message}` : message;
  });
  return `${sentences.join('; ')}.`;
}
