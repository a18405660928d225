import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Where `npm run build` puts the API. */
export const API_DIST = join(import.meta.dirname, '../../apps/api/dist');

/** A built module of the API. Its decorators need the same copy of `reflect-metadata`, loaded first. */
export async function builtModule<T>(file: string): Promise<T> {
  createRequire(join(API_DIST, 'main.js'))('reflect-metadata');
  return (await import(pathToFileURL(join(API_DIST, file)).href)) as T;
}
