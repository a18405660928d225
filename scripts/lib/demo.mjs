// The demo's key for /admin, and what `npm start` prints when everything runs.
import { randomBytes } from 'node:crypto';
import { say } from './words.mjs';

/**
 * A key for /admin, new at each start; undefined where the settings have one. In the demo anybody can sign in as
 * anybody, but pages of other sites must not be able to read the users.
 * @param {Record<string, string | undefined>} environment
 * @returns {string | undefined}
 */
export function demoKey(environment = process.env) {
  return environment.ADMIN_KEY ? undefined : randomBytes(18).toString('base64url');
}

/**
 * What is printed when everything runs.
 * @param {{ publicUrl: string, phoneUrl: string | null, key: string | undefined }} facts `phoneUrl` in the demo only;
 * `key`   is the one that was made for /admin
 */
export function banner({ publicUrl, phoneUrl, key }) {
  const lines =
    phoneUrl === null
      ? [say('runs', { url: publicUrl }), say('stop')]
      : [
          say('demo_runs'),
          '',
          say('login_page', { url: publicUrl }),
          say('phone', { url: phoneUrl }),
          key === undefined
            ? say('owner_page', { url: `${publicUrl}/admin` })
            : say('owner_page_key', { url: `${publicUrl}/admin`, key }),
          say('api_docs', { url: `${publicUrl}/api/docs` }),
          say('guides'),
          '',
          say('demo_steps'),
          say('stop'),
        ];
  return ['', ...lines.map((line) => line && `  ${line}`), ''].join('\n');
}
