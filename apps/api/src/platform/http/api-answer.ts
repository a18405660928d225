import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiDefaultResponse, ApiOperation, ApiResponse } from './api-docs-decorators.ts';
import type { ZodType } from 'zod';
import { problem } from '@maqiao/shared/schemas';

/**
 * Declares the successful answer of a call: its status, and its schema for the documentation. Every error is a problem
 * document.
 * @param schema of `@maqiao/shared/schemas`; undefined for an empty answer
 */
export function ApiAnswer(summary: string, status: number, schema?: ZodType): MethodDecorator {
  return applyDecorators(
    HttpCode(status),
    ApiOperation({ summary }),
    ApiResponse({ status, description: 'Done', ...(schema && { standardSchema: schema }) }),
    ApiDefaultResponse({
      description: 'A problem document (RFC 9457); branch on its code',
      standardSchema: problem,
    }),
  );
}
