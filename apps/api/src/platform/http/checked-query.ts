import { Query } from '@nestjs/common';
import type { ZodType } from 'zod';
import { schemaPipe } from './schema-pipe.ts';

/** The request's query, read and checked by a schema of `@maqiao/shared/schemas`; as `JsonBody` for bodies. */
export function CheckedQuery(schema: ZodType): ParameterDecorator {
  return Query({ schema, pipes: [schemaPipe(schema)] });
}
