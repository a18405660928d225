import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { certificateFor, makeAuthority } from '../../support/certificates.ts';
import { programOf, startProgram, type ProxyPlan, type RunningProxy } from './proxy.ts';
import { rendered } from './rendered.ts';

/** Where a site of nginx finds its certificate, and the key of that. */
export interface CertificateFiles {
  readonly certificate: string;
  readonly key: string;
}

/** Runs the nginx that NGINX_PATH names with `deploy/nginx.conf`, in which an owner has made `changes`. */
export function startNginx(
  plan: ProxyPlan,
  changes: Readonly<Record<string, string>> = {},
): Promise<RunningProxy> {
  return startNginxWith(plan, (files) => loginSite(plan, files, changes));
}

/** `deploy/nginx.conf` as an owner has it. */
export function loginSite(
  { httpPort, httpsPort, instances }: ProxyPlan,
  files: CertificateFiles,
  changes: Readonly<Record<string, string>> = {},
): string {
  return rendered('nginx.conf', {
    ...upstream(instances),
    'listen [::]:80;': '',
    'listen [::]:443 ssl http2;': '',
    'listen 80;': `listen 127.0.0.1:${httpPort};`,
    'listen 443 ssl http2;': `listen 127.0.0.1:${httpsPort} ssl http2;`,
    'server_name login.example.com;': 'server_name localhost;',
    '/etc/letsencrypt/live/login.example.com/fullchain.pem': files.certificate,
    '/etc/letsencrypt/live/login.example.com/privkey.pem': files.key,
    ...changes,
  });
}

/** Runs the nginx that NGINX_PATH names with the text of a site, and a certificate for `localhost`. */
export async function startNginxWith(
  plan: ProxyPlan,
  site: (files: CertificateFiles) => string,
): Promise<RunningProxy> {
  const { folder } = plan;
  const files = { certificate: join(folder, 'certificate.pem'), key: join(folder, 'key.pem') };
  // As certbot leaves them: the chain from the certificate up, without the authority that everybody knows.
  const root = makeAuthority('An authority of this test');
  const between = makeAuthority('One that it vouches for', root);
  const { certificate, key } = certificateFor('localhost', between);
  writeFileSync(files.certificate, certificate + between.certificate);
  writeFileSync(files.key, key, { mode: 0o600 });
  writeFileSync(join(folder, 'site.conf'), site(files));
  const main = join(folder, 'nginx.conf');
  writeFileSync(main, surroundings(folder));
  const args = ['-p', folder, '-e', 'stderr', '-c', main];
  const stop = await startProgram(programOf('NGINX_PATH'), args, plan);
  return { authority: root.certificate, stop };
}

/** Its lines for one process as they stand, or instead of them those that the comment offers. */
function upstream([one, other]: ProxyPlan['instances']): Record<string, string> {
  if (other === undefined) return { '127.0.0.1:3000': `127.0.0.1:${one}` };
  return {
    'server 127.0.0.1:3000;': '',
    '#server 127.0.0.1:3001 ': `server 127.0.0.1:${one} `,
    '#server 127.0.0.1:3002 ': `server 127.0.0.1:${other} `,
  };
}

/** What a distribution's nginx.conf has around the files of conf.d, with everything inside the folder. */
function surroundings(folder: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `  ${kind}_temp_path ${join(folder, kind)};`,
  );
  return [
    'daemon off;',
    // As root its worker would become somebody who may not read the folder.
    ...(process.getuid?.() === 0 ? ['user root;'] : []),
    `pid ${join(folder, 'nginx.pid')};`,
    'events {}',
    'http {',
    '  access_log off;',
    ...temporary,
    `  include ${join(folder, 'site.conf')};`,
    '}',
  ].join('\n');
}
