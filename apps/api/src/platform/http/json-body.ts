import { Body } from '@nestjs/common';
import type { ZodType } from 'zod';
import { schemaPipe } from './schema-pipe.ts';

/**
 * The request's JSON body, checked by a schema of `@maqiao/shared/schemas`. A missing body equals `{}`: `wx.request`
 * sends the content type of JSON without a body. The option `schema` is for the API's documentation.
 */
export function JsonBody(schema: ZodType): ParameterDecorator {
  return Body({ schema, pipes: [schemaPipe(schema, {})] });
}
