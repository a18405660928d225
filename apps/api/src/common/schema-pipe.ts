import { StandardSchemaValidationPipe } from '@nestjs/common';
import { ApiError } from './api-error.ts';

/** Refuses with `invalid_request` what a schema refuses, naming the member and what it wants, never its value. */
export const schemaPipe = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => {
    const sentences = issues.slice(0, 5).map((issue) => {
      const path = issue.path?.map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
      return path ? `${path}: ${issue.message}` : issue.message;
    });
    return new ApiError('invalid_request', { detail: `${sentences.join('; ')}.` });
  },
});
