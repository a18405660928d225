import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { ApiError } from './api-error.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether the route takes a form of a page of ours. `empty`: what the form carries is not read. */
    readonly form?: 'empty' | 'fields';
  }
}

const AT_MOST = 1024;

/**
 * For a route that a form of our own pages is sent to. It asks for the origin itself, which browsers name for every form
 * (`OriginRule.isOurs`): any page can send a form.
 */
export const TakesForm = (form: 'empty' | 'fields'): MethodDecorator => RouteConfig({ form });

/** Lets forms through, and only to the routes that take them. The body is the fields by name, each the first of its name. */
export function acceptForms(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'buffer', bodyLimit: AT_MOST },
    (request, body, done) => {
      const { form } = request.routeOptions.config;
      if (form === undefined)
        done(new ApiError('unsupported_media_type', { detail: 'This call takes application/json.' }));
      else done(null, form === 'empty' ? {} : fieldsOf(body.toString('utf8')));
    },
  );
}

function fieldsOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...new URLSearchParams(text)].reverse());
}
