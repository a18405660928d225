import type { PipeTransform } from '@nestjs/common';
import type { ZodError, ZodType } from 'zod';
import { ApiError } from './api-error.ts';

/** Sentences of one refusal: whoever sends a hundred wrong members need not read of each. */
const SENTENCES = 5;

/**
 * Checks a value by a schema, and hands on what the schema makes of it. Refuses with `invalid_request`, naming the member
 * and what it wants, never its value.
 * @param absent what stands for a value that is not there
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
  const sentences = issues.slice(0, SENTENCES).map(({ path, message }) => {
    return path.length > 0 ? `${path.map(String).join('.')}: ${message}` : message;
  });
  return `${sentences.join('; ')}.`;
}
