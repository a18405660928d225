import { Body, Query, StandardSchemaValidationPipe, type PipeTransform } from '@nestjs/common';
import type { ZodType } from 'zod';
import { ApiError } from './api-error.ts';

/** A missing body equals `{}`: `wx.request` sends the header of JSON without a body. */
const emptyObject: PipeTransform = { transform: (value: unknown) => value ?? {} };

const validate = new StandardSchemaValidationPipe({
  exceptionFactory: (issues) => {
    const sentences = issues.slice(0, 5).map((issue) => {
      const path = issue.path?.map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
      return path ? `${path}: ${issue.message}` : issue.message;
    });
    return new ApiError('invalid_request', { detail: `${sentences.join('; ')}.` });
  },
});

/**
 * The request's JSON body, checked by a schema of `@maqiao/shared/schemas`. Refuses with `invalid_request`,
 * naming the member and what it wants, never its value. The pipes must stand inside the options object:
 * beside it Nest 12 checks nothing.
 */
export function JsonBody(schema: ZodType): ParameterDecorator {
  return Body({ schema, pipes: [emptyObject, validate] });
}

/** The URL's query, checked in the same way. */
export function CheckedQuery(schema: ZodType): ParameterDecorator {
  return Query({ schema, pipes: [validate] });
}
