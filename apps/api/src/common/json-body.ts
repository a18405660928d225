import { Body, type PipeTransform } from '@nestjs/common';
import type { ZodType } from 'zod';
import { schemaPipe } from './schema-pipe.ts';

/** A missing body equals `{}`: `wx.request` sends the header of JSON without a body. */
const emptyObject: PipeTransform = { transform: (value: unknown) => value ?? {} };

/**
 * The request's JSON body, checked by a schema of `@maqiao/shared/schemas`. Refuses with `invalid_request`,
 * naming the member and what it wants, never its value. The pipes must stand inside the options object:
 * beside it Nest 12 checks nothing.
 */
export function JsonBody(schema: ZodType): ParameterDecorator {
  return Body({ schema, pipes: [emptyObject, schemaPipe] });
}
