import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { rendered } from './support/rendered.ts';

interface Router {
  rule: string;
  entryPoints: string[];
  service: string;
  middlewares?: string[];
  tls: { certResolver: string };
}

/** What Traefik's reference of the file provider names (doc.traefik.io/traefik/reference/dynamic-configuration/file). */
interface Dynamic {
  http: {
    routers: Record<string, Router>;
    middlewares: { maqiao: { forwardAuth: Record<string, unknown> } };
    services: Record<string, { loadBalancer: { servers: { url: string }[] } }>;
  };
}

/** Traefik itself is not run here: that its file says what its documentation asks for is all that is known. */
test('the example for Traefik has the documented names, and leaves no way round the check', () => {
  const { http } = parse(rendered('forward-auth/traefik.yaml', {})) as Dynamic;
  expect(Object.keys(http)).toEqual(['routers', 'middlewares', 'services']);
  const { 'wiki-sign-in': signIn, wiki, ...others } = http.routers;
  expect(others).toEqual({});
  expect(signIn).toMatchObject({
    rule: 'Host(`wiki.example.com`) && PathPrefix(`/.maqiao/`)',
    service: 'maqiao',
  });
  // Without a priority the longer rule goes first.
  expect(signIn?.rule.length).toBeGreaterThan(wiki?.rule.length ?? 0);
  expect(wiki).toMatchObject({ rule: 'Host(`wiki.example.com`)', middlewares: ['maqiao'], service: 'wiki' });
  expect(Object.keys(http.services)).toEqual(['maqiao', 'wiki']);
  expect(http.middlewares.maqiao.forwardAuth).toEqual({
    address: 'http://127.0.0.1:3000/forward-auth?redirect',
    trustForwardHeader: false,
    authResponseHeadersRegex: '(?i)^remote',
  });
});

test('its expression takes away every spelling of our headers, as Go writes names: the first letter of each word large', () => {
  const { http } = parse(rendered('forward-auth/traefik.yaml', {})) as Dynamic;
  // Go's "(?i)" is the flag of an expression here.
  const [, source = ''] =
    /^\(\?i\)(.*)$/.exec(String(http.middlewares.maqiao.forwardAuth.authResponseHeadersRegex)) ?? [];
  const stripped = new RegExp(source, 'i');
  for (const name of [
    'Remote-User',
    'Remote-Name',
    'Remote_user',
    'Remote_name',
    'Remote.user',
    'REMOTE_USER',
  ])
    expect([name, stripped.test(name)]).toEqual([name, true]);
  expect(stripped.test('X-Remote-Addr')).toBe(false);
});
