import { expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runDoctor } from '../doctor/support/run-doctor.ts';
import { startNginxWith, type CertificateFiles } from './support/nginx.ts';
import type { ProxyPlan } from './support/proxy.ts';
import { startSingleSite } from './support/single-process.ts';

jest.setTimeout(60_000);

const PAGES = ['docs/deploy.md', 'docs/zh/deploy.md'];

/** The lines that the guide adds to the file of the panel 宝塔. */
function linesOf(page: string): string {
  const text = readFileSync(join(import.meta.dirname, '../..', page), 'utf8');
  const [, lines] = /```nginx\n([^`]+)```/.exec(text) ?? [];
  if (lines === undefined) throw new Error(`${page} has no lines for nginx`);
  return lines.replaceAll(/^ +/gm, '');
}

/** What the panel writes around them, and into its nginx.conf. */
function site({ httpPort, httpsPort, instances }: ProxyPlan, lines: string) {
  return ({ certificate, key }: CertificateFiles) => {
    return `
      client_max_body_size 50m;
      server {
        listen 127.0.0.1:${httpPort};
        listen 127.0.0.1:${httpsPort} ssl http2;
        server_name localhost;
        ssl_certificate ${certificate};
        ssl_certificate_key ${key};
        if ($server_port = ${httpPort}) { return 301 https://$host$request_uri; }
        location ^~ / {
          proxy_pass http://127.0.0.1:${instances[0]};
          proxy_set_header X-Real-IP $remote_addr;
          proxy_set_header REMOTE-HOST $remote_addr;
          add_header X-Cache $upstream_cache_status;
          ${lines}
        }
      }`;
  };
}

test('both pages give the same lines', () => {
  const [english, chinese] = PAGES.map(linesOf);
  expect(english).toBe(chinese);
});

test('behind the panel’s nginx with these lines a person signs in, sockets pass, and addresses cannot be made up', async () => {
  const { signIn, register, environment } = await startSingleSite((plan) =>
    startNginxWith(plan, site(plan, linesOf(PAGES[0] ?? ''))),
  );
  expect(await signIn()).toEqual(expect.any(String));

  const made = {
    'X-Forwarded-For': '203.0.113.9',
    'X-Forwarded-Host': 'evil.example',
    Forwarded: 'for=203.0.113.9',
  };
  const statuses: number[] = [];
  for (let count = 0; count < 31; count++) {
    const headers = { ...made, 'X-Forwarded-For': `203.0.113.${count}` };
    statuses.push((await register({ headers, from: '127.0.0.2' })).status);
  }
  expect(statuses.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 201));
  expect(statuses[30]).toBe(429);

  const report = await runDoctor(environment);
  expect(report.of('forwarding_ok').severity).toBe('ok');
  expect(report.of('socket_ok').severity).toBe('ok');
});
