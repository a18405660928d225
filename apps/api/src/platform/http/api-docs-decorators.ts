import type * as Package from '@nestjs/swagger';
import { createRequire } from 'node:module';

type Swagger = typeof Package;

/**
 * What controllers say for the documentation of the calls. It is served outside production only (`api-docs.ts`), and
 * there its package, a tenth of the memory and of the time of a start, is not even loaded: the decorators do nothing.
 * Loaded by `require`, as a top-level `await` here would make Jest link every module of the server again and again.
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
