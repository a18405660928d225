import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { programOf, startProgram, type ProxyPlan, type RunningProxy } from './proxy.ts';
import { rendered } from './rendered.ts';

/** Runs the Caddy that CADDY_PATH names with `deploy/Caddyfile`. It vouches for `localhost` itself. */
export function startCaddy(plan: ProxyPlan): Promise<RunningProxy> {
  return startCaddyWith(plan, loginSite(plan));
}

/** `deploy/Caddyfile` as an owner has it. */
export function loginSite({ instances }: ProxyPlan): string {
  return rendered('Caddyfile', {
    ...(!repeatsRefusedCalls() && { 'lb_try_duration 5s': '', 'lb_try_interval 100ms': '' }),
    'reverse_proxy 127.0.0.1:3000': `reverse_proxy ${instances.map((port) => `127.0.0.1:${port}`).join(' ')}`,
    '\nlogin.example.com {': '\nlocalhost {',
  });
}

/** Runs the Caddy that CADDY_PATH names with the text of sites. */
export async function startCaddyWith(plan: ProxyPlan, sites: string): Promise<RunningProxy> {
  const { folder } = plan;
  const program = programOf('CADDY_PATH');
  const file = join(folder, 'Caddyfile');
  writeFileSync(file, surroundings(plan) + sites);
  const args = ['run', '--adapter', 'caddyfile', '--config', file];
  const stop = await startProgram(program, args, plan);
  return { authority: readFileSync(join(folder, 'pki/authorities/local/root.crt'), 'utf8'), stop };
}

/** Everything inside the folder, on our ports, and no hand on the machine's own list of authorities. */
function surroundings({ folder, httpPort, httpsPort }: ProxyPlan): string {
  const options = [
    'admin off',
    'skip_install_trust',
    'default_bind 127.0.0.1',
    `storage file_system ${folder}`,
    `http_port ${httpPort}`,
    `https_port ${httpsPort}`,
  ];
  return `{\n${options.map((option) => `\t${option}\n`).join('')}}\n`;
}

/** Since 2.11.4; for older versions the file says which lines to take out. */
export function repeatsRefusedCalls(program = programOf('CADDY_PATH')): boolean {
  const version = execFileSync(program, ['version'], { encoding: 'utf8' });
  const [, major = 0, minor = 0, patch = 0] = (/v?(\d+)\.(\d+)\.(\d+)/.exec(version) ?? []).map(Number);
  return major * 1e6 + minor * 1e3 + patch >= 2_011_004;
}
