import type * as Package from '@nestjs/swagger';
import { createRequire } from 'node:module';

type Swagger = typeof Package;

/**
 * Decorators of controllers for the documentation of the calls, which is served outside production only
 * (`api-docs.ts`). In production @nestjs/swagger is not loaded, which saves a tenth of the start's time and memory, and
 * the decorators do nothing. Loaded by `require`: a top-level `await` here would make Jest link every module of the
 * server again and again.
 */
const swagger: Partial<Swagger> =
  process.env.NODE_ENV === 'production'
    ? {}
    : (createRequire(import.meta.url)('@nestjs/swagger') as typeof Package);

const nothing = () => () => undefined;

export const ApiBearerAuth: Swagger['ApiBearerAuth'] = swagger.ApiBearerAuth ?? nothing;
export const ApiBody: Swagger['ApiBody'] = swagger.ApiBody ?? nothing;
export const ApiConsumes: Swagger['ApiConsumes'] = swagger.ApiConsumes ?? nothing;
export const ApiDefaultResponse: Swagger['ApiDefaultResponse'] = swagger.ApiDefaultResponse ?? nothing;
export const ApiExcludeController: Swagger['ApiExcludeController'] = swagger.ApiExcludeController ?? nothing;
export const ApiOperation: Swagger['ApiOperation'] = swagger.ApiOperation ?? nothing;
export const ApiProduces: Swagger['ApiProduces'] = swagger.ApiProduces ?? nothing;
export const ApiResponse: Swagger['ApiResponse'] = swagger.ApiResponse ?? nothing;
