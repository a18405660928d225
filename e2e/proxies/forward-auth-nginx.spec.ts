import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { certificateFor, makeAuthority } from '../support/certificates.ts';
import { describeForwardAuth } from './support/forward-auth-suite.ts';
import { loginSite, startNginxWith, type CertificateFiles } from './support/nginx.ts';
import { PROTECTED_NAMES, type ProtectedName, type ProtectedPlan } from './support/protected-site.ts';
import { rendered } from './support/rendered.ts';

describeForwardAuth((plan) => {
  const forNginx = { ...plan, instances: [plan.maqiao] as const };
  return startNginxWith(forNginx, (files) =>
    [loginSite(forNginx, files), ...PROTECTED_NAMES.map((name) => protectedSite(plan, name))].join('\n'),
  );
});

/** `deploy/forward-auth/nginx.conf` as the owner of a site has it. */
function protectedSite(plan: ProtectedPlan, name: ProtectedName): string {
  const { folder, httpPort, httpsPort, maqiao, apps } = plan;
  const files: CertificateFiles = {
    certificate: join(folder, `${name}.pem`),
    key: join(folder, `${name}.key`),
  };
  const { certificate, key } = certificateFor(name, makeAuthority('An authority of this site'));
  writeFileSync(files.certificate, certificate);
  writeFileSync(files.key, key, { mode: 0o600 });
  const [short = ''] = name.split('.');
  return rendered('forward-auth/nginx.conf', {
    'listen [::]:80;': '',
    'listen [::]:443 ssl http2;': '',
    'listen 80;': `listen 127.0.0.1:${httpPort};`,
    'listen 443 ssl http2;': `listen 127.0.0.1:${httpsPort} ssl http2;`,
    '/etc/letsencrypt/live/wiki.example.com/fullchain.pem': files.certificate,
    '/etc/letsencrypt/live/wiki.example.com/privkey.pem': files.key,
    'server_name wiki.example.com;': `server_name ${name};`,
    // Owners' sites have the usual port, which no address names.
    '$server_name;': `${name}:${httpsPort};`,
    '127.0.0.1:3000': `127.0.0.1:${maqiao}`,
    '127.0.0.1:8080': `127.0.0.1:${apps[name]}`,
    wiki_: `${short}_`,
  });
}
